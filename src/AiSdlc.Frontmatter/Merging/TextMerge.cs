using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>
/// Merges three texts line by line, as <c>git merge-file</c> does, but for three things: where both sides only added, and not the same in two
/// versions, both additions stay, the one that sorts first above the other; changes of neighbouring tasks, one for one, do not conflict; and what
/// would stand twice, because each side put it at another place, does. Other changes of one place stand between git's markers.
/// </summary>
internal sealed class TextMerge(bool unites, string lineEnd)
{
    private readonly List<string> _lines = [];

    /// <summary>The merged lines.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>How many places stand between markers.</summary>
    public int Conflicts { get; private set; }

    /// <summary>Merges lines.</summary>
    /// <param name="old">Those of the base.</param>
    /// <param name="ours">Those of one side.</param>
    /// <param name="theirs">Those of the other.</param>
    /// <param name="unites">Both additions at one place stay; else they conflict.</param>
    /// <param name="lineEnd">What a line has before its line feed.</param>
    public static TextMerge Of(List<string> old, List<string> ours, List<string> theirs, bool unites = true, string lineEnd = "")
    {
        var merge = new TextMerge(unites, lineEnd);
        var hunks = Hunk.Divide(old, ours, theirs);
        var doubled = Hunk.Doubled(hunks, ours, theirs);
        foreach (var hunk in hunks)
        {
            if (hunk.IsSettled)
                merge._lines.AddRange(hunk.Ours);
            else if (hunk.Adds(doubled))
                merge.AddConflict(hunk.Ours, hunk.Theirs);
            else
                merge.Add(hunk.Old, hunk.Ours, hunk.Theirs);
            merge._lines.AddRange(hunk.Below);
        }
        return merge;
    }

    private void Add(List<string> old, List<string> ours, List<string> theirs)
    {
        if (theirs.SequenceEqual(old))
            _lines.AddRange(ours);
        else if (ours.SequenceEqual(old))
            _lines.AddRange(theirs);
        else if (old.Count == 0 && (ours.Count == 0 || theirs.Count == 0 || (unites && AreApart(ours, theirs))))
            AddBoth(ours, theirs);
        else if (OneForOne(old, ours, theirs) is { } lines)
            _lines.AddRange(lines);
        else
            AddConflict(ours, theirs);
    }

    // Tasks of one list, each ticked or changed by one side.
    private static List<string>? OneForOne(List<string> old, List<string> ours, List<string> theirs) =>
        old.Count == ours.Count && old.Count == theirs.Count && old.TrueForAll(IsTask) && !old.Where((line, i) => ours[i] != line && theirs[i] != line && ours[i] != theirs[i]).Any()
            ? [.. old.Select((line, i) => ours[i] == line ? theirs[i] : ours[i])]
            : null;

    private static bool IsTask(string line) => line.TrimStart() is ['-' or '*' or '+', ' ', '[', _, ']', ..];

    // A heading that both added stands once; the blank line below it comes again before the second addition.
    private void AddBoth(List<string> ours, List<string> theirs)
    {
        var same = Alike(ours, theirs);
        var isOursFirst = SequenceMerge.Compare(ours, theirs) <= 0;
        var (first, second) = isOursFirst ? (ours, theirs) : (theirs, ours);
        _lines.AddRange(first);
        var skipped = same > 0 && same < first.Count && string.IsNullOrWhiteSpace(first[same - 1]) ? same - 1 : same;
        _lines.AddRange(second.Skip(skipped));
    }

    private void AddConflict(List<string> ours, List<string> theirs)
    {
        var head = Alike(ours, theirs);
        var tail = Alike(ours.Skip(head).Reverse(), theirs.Skip(head).Reverse());
        _lines.AddRange(ours.Take(head));
        _lines.Add("<<<<<<< ours" + lineEnd);
        _lines.AddRange(Part(ours, head, ours.Count - tail));
        _lines.Add("=======" + lineEnd);
        _lines.AddRange(Part(theirs, head, theirs.Count - tail));
        _lines.Add(">>>>>>> theirs" + lineEnd);
        _lines.AddRange(Part(ours, ours.Count - tail, ours.Count));
        Conflicts++;
    }

    // Below what they start with alike, they have no text in common: else they are two versions of one addition.
    private static bool AreApart(List<string> ours, List<string> theirs)
    {
        var same = Alike(ours, theirs);
        return !ours.Skip(same).Intersect(theirs.Skip(same)).Any(line => !string.IsNullOrWhiteSpace(line));
    }

    private static int Alike(IEnumerable<string> ours, IEnumerable<string> theirs) => ours.Zip(theirs, (a, b) => a == b).TakeWhile(isSame => isSame).Count();

    private static List<string> Part(List<string> lines, int from, int to) => lines.GetRange(from, to - from);
}
