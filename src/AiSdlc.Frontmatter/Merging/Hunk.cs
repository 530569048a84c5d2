using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>A place where three texts may differ: what lies between two lines that all of them have.</summary>
/// <param name="Old">Lines of the base.</param>
/// <param name="Ours">Lines of one side.</param>
/// <param name="Theirs">Lines of the other.</param>
/// <param name="Below">The line that ends it; none at the end of the texts.</param>
internal sealed record Hunk(List<string> Old, List<string> Ours, List<string> Theirs, List<string> Below)
{
    /// <summary>Both sides have the same.</summary>
    public bool IsSettled { get; } = Ours.SequenceEqual(Theirs);

    /// <summary>Divides three texts.</summary>
    public static List<Hunk> Divide(List<string> old, List<string> ours, List<string> theirs)
    {
        var hunks = new List<Hunk>();
        var (inOurs, inTheirs) = (CommonSequence.Match(old, ours), CommonSequence.Match(old, theirs));
        var (start, ourStart, theirStart) = (0, 0, 0);
        for (var i = 0; i <= old.Count; i++)
        {
            if (i < old.Count && (inOurs[i] < 0 || inTheirs[i] < 0))
                continue;
            var (ourEnd, theirEnd) = i < old.Count ? (inOurs[i], inTheirs[i]) : (ours.Count, theirs.Count);
            hunks.Add(new Hunk(
                old.GetRange(start, i - start), ours.GetRange(ourStart, ourEnd - ourStart), theirs.GetRange(theirStart, theirEnd - theirStart), i < old.Count ? [old[i]] : []));
            (start, ourStart, theirStart) = (i + 1, ourEnd + 1, theirEnd + 1);
        }
        return hunks;
    }

    /// <summary>Lines that each side put at a place of its own, as where both moved a section: they stand once on each side, and would stand twice.</summary>
    public static HashSet<string> Doubled(List<Hunk> hunks, List<string> ours, List<string> theirs)
    {
        var open = hunks.FindAll(hunk => !hunk.IsSettled);
        var lines = new HashSet<string>(open.SelectMany(hunk => hunk.Ours.Except(hunk.Old).Except(hunk.Theirs)).Where(line => line.Any(char.IsLetterOrDigit)));
        lines.IntersectWith(open.SelectMany(hunk => hunk.Theirs.Except(hunk.Old).Except(hunk.Ours)));
        lines.IntersectWith(Once(ours));
        lines.IntersectWith(Once(theirs));
        return lines;
    }

    /// <summary>Whether a side put one of these lines here.</summary>
    public bool Adds(HashSet<string> lines) => lines.Count > 0 && lines.Overlaps(Ours.Concat(Theirs).Except(Old));

    private static IEnumerable<string> Once(List<string> lines) => lines.GroupBy(line => line, StringComparer.Ordinal).Where(same => same.Count() == 1).Select(same => same.Key);
}
