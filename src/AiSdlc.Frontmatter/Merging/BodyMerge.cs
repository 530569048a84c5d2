using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>Merges the bytes below the frontmatter as lines, whatever their encoding.</summary>
internal static class BodyMerge
{
    // A character a byte.
    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591);

    /// <summary>The merged bytes, and how many places in them stand between markers.</summary>
    /// <param name="old">The base; null for none.</param>
    /// <param name="ours">One side.</param>
    /// <param name="theirs">The other.</param>
    public static (byte[] Bytes, int Conflicts) Merge(byte[]? old, byte[] ours, byte[] theirs)
    {
        if (ours.SequenceEqual(theirs) || (old != null && theirs.SequenceEqual(old)))
            return (ours, 0);
        if (old != null && ours.SequenceEqual(old))
            return (theirs, 0);
        var (here, there) = (Split(ours), Split(theirs));
        var before = old == null ? Common(here.Lines, there.Lines) : Split(old);
        var lineEnd = here.Lines.Count > 0 && here.Lines[0].EndsWith('\r') ? "\r" : "";
        var merged = TextMerge.Of(before.Lines, here.Lines, there.Lines, unites: old != null, lineEnd);
        var isEnded = merged.Conflicts > 0 || (here.IsEnded == before.IsEnded ? there.IsEnded : here.IsEnded);
        return (Join(merged.Lines, isEnded), merged.Conflicts);
    }

    // Without a base, what both have is what was there.
    private static (List<string> Lines, bool IsEnded) Common(List<string> ours, List<string> theirs)
    {
        var matches = CommonSequence.Match(ours, theirs);
        return ([.. ours.Where((_, i) => matches[i] >= 0)], false);
    }

    /// <summary>Lines as bytes.</summary>
    public static byte[] Join(IReadOnlyList<string> lines, bool isEnded) => Latin1.GetBytes(string.Join("\n", lines) + (isEnded && lines.Count > 0 ? "\n" : ""));

    /// <summary>Bytes as lines. A last line without a line feed is the same line; whether it has one is merged by itself.</summary>
    public static (List<string> Lines, bool IsEnded) Split(byte[] body)
    {
        if (body.Length == 0)
            return ([], true);
        var lines = Latin1.GetString(body).Split('\n').ToList();
        var isEnded = lines[lines.Count - 1].Length == 0;
        if (isEnded)
            lines.RemoveAt(lines.Count - 1);
        return (lines, isEnded);
    }
}
