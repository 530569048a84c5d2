using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>Git's markers around the lines of both sides.</summary>
internal static class Markers
{
    private const string Start = "<<<<<<<";
    private const string Base = "|||||||";
    private const string Middle = "=======";
    private const string End = ">>>>>>>";

    /// <summary>Whether a line is one of them.</summary>
    public static bool IsOne(string line) => Is(line, Start) || Is(line, Base) || Is(line, End) || line.TrimEnd('\r') == Middle;

    /// <summary>How many places stand between them.</summary>
    public static int Count(List<string> lines) => Find(lines).Count();

    /// <summary>The lines with one side's part of each place.</summary>
    public static List<string> Take(List<string> lines, bool theirs)
    {
        var (taken, next) = (new List<string>(), 0);
        foreach (var (start, ours, middle, end) in Find(lines))
        {
            taken.AddRange(lines.GetRange(next, start - next));
            taken.AddRange(theirs ? lines.GetRange(middle + 1, end - middle - 1) : lines.GetRange(start + 1, ours - start - 1));
            next = end + 1;
        }
        taken.AddRange(lines.GetRange(next, lines.Count - next));
        return taken;
    }

    // The first line, the one that ends our part, the one in the middle, the last.
    private static IEnumerable<(int Start, int Ours, int Middle, int End)> Find(List<string> lines)
    {
        var (start, ours, middle) = (-1, -1, -1);
        for (var i = 0; i < lines.Count; i++)
        {
            if (Is(lines[i], Start))
                (start, ours, middle) = (i, -1, -1);
            else if (start >= 0 && ours < 0 && Is(lines[i], Base))
                ours = i;
            else if (start >= 0 && middle < 0 && lines[i].TrimEnd('\r') == Middle)
                (ours, middle) = (ours < 0 ? i : ours, i);
            else if (middle >= 0 && Is(lines[i], End))
            {
                yield return (start, ours, middle, i);
                (start, ours, middle) = (-1, -1, -1);
            }
        }
    }

    private static bool Is(string line, string marker) => line.StartsWith(marker + " ", StringComparison.Ordinal);
}
