using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>Where an element of a merged sequence stands in each of the three; -1 where it does not.</summary>
internal sealed record Merged(string Token, int Base, int Ours, int Theirs);

/// <summary>
/// Merges two edits of a sequence element by element: what either side added is there, what either side removed is not, and the order is that of
/// each side where the other left it. It never conflicts, and is the same whichever side is called ours.
/// </summary>
internal static class SequenceMerge
{
    /// <summary>The merged sequence.</summary>
    /// <param name="old">Tokens of the base.</param>
    /// <param name="ours">Tokens of one side.</param>
    /// <param name="theirs">Tokens of the other.</param>
    /// <param name="repeats">True for a token that may stand as often as it comes, such as a blank line.</param>
    public static List<Merged> Merge(IReadOnlyList<string> old, IReadOnlyList<string> ours, IReadOnlyList<string> theirs, Func<string, bool>? repeats = null)
    {
        var (inOurs, inTheirs) = (CommonSequence.Match(old, ours), CommonSequence.Match(old, theirs));
        var (addedByUs, addedByThem) = (Added(inOurs, ours.Count), Added(inTheirs, theirs.Count));
        var merged = new List<Merged>();
        for (var i = 0; i <= old.Count; i++)
        {
            AddBoth(merged, ours, addedByUs[i], theirs, addedByThem[i]);
            if (i < old.Count && inOurs[i] >= 0 && inTheirs[i] >= 0)
                merged.Add(new Merged(old[i], i, inOurs[i], inTheirs[i]));
        }
        return WithoutSurplus(merged, old, ours, theirs, repeats);
    }

    /// <summary>How often something is there afterwards, given how often it was: a change of one side counts, the larger one of two in one direction.</summary>
    public static int Count(int old, int ours, int theirs) =>
        ours == old ? theirs
        : theirs == old ? ours
        : ours > old && theirs > old ? Math.Max(ours, theirs)
        : ours < old && theirs < old ? Math.Min(ours, theirs)
        : Math.Max(0, ours + theirs - old);

    // For each gap before an element of the base, and the one at its end, the elements of a side that came there.
    private static List<int>[] Added(int[] matches, int count)
    {
        var gaps = new List<int>[matches.Length + 1];
        for (var i = 0; i < gaps.Length; i++)
            gaps[i] = [];
        var (next, gap) = (0, 0);
        for (var i = 0; i <= matches.Length; i++)
        {
            var until = i == matches.Length ? count : matches[i];
            if (until < 0)
                continue;
            for (; next < until; next++)
                gaps[gap].Add(next);
            (next, gap) = (until + 1, i + 1);
        }
        return gaps;
    }

    // What both added in the same way is there once; of the rest, the run that sorts first comes first.
    private static void AddBoth(List<Merged> merged, IReadOnlyList<string> ours, List<int> ourRun, IReadOnlyList<string> theirs, List<int> theirRun)
    {
        var same = 0;
        for (; same < Math.Min(ourRun.Count, theirRun.Count) && ours[ourRun[same]] == theirs[theirRun[same]]; same++)
            merged.Add(new Merged(ours[ourRun[same]], -1, ourRun[same], theirRun[same]));
        var us = ourRun.Skip(same).Select(i => new Merged(ours[i], -1, i, -1));
        var them = theirRun.Skip(same).Select(i => new Merged(theirs[i], -1, -1, i));
        var isOursFirst = Compare([.. us.Select(one => one.Token)], [.. them.Select(one => one.Token)]) <= 0;
        merged.AddRange(isOursFirst ? us.Concat(them) : them.Concat(us));
    }

    /// <summary>Orders two runs by their first difference.</summary>
    public static int Compare(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            if (string.CompareOrdinal(a[i], b[i]) is var order and not 0)
                return order;
        }
        return a.Count.CompareTo(b.Count);
    }

    // What both sides moved or added at different places would be there twice, and what one moved and the other removed would be back.
    private static List<Merged> WithoutSurplus(
        List<Merged> merged, IReadOnlyList<string> old, IReadOnlyList<string> ours, IReadOnlyList<string> theirs, Func<string, bool>? repeats)
    {
        var (inOld, inOurs, inTheirs) = (Counts(old), Counts(ours), Counts(theirs));
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        return merged.FindAll(one =>
        {
            if (repeats?.Invoke(one.Token) == true)
                return true;
            if (!left.TryGetValue(one.Token, out var count))
                count = Count(Of(inOld, one.Token), Of(inOurs, one.Token), Of(inTheirs, one.Token));
            left[one.Token] = count - 1;
            return count > 0;
        });
    }

    private static Dictionary<string, int> Counts(IReadOnlyList<string> tokens)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in tokens)
            counts[token] = Of(counts, token) + 1;
        return counts;
    }

    private static int Of(Dictionary<string, int> counts, string token) => counts.TryGetValue(token, out var count) ? count : 0;
}
