using System;

namespace AiSdlc.Frontmatter;

/// <summary>What git leaves in a file that it could not merge.</summary>
internal static class ConflictMarkers
{
    private const string Ours = "<<<<<<< ";

    /// <summary>Offset of the first line that starts a conflict; -1 where none does.</summary>
    public static int Find(string text)
    {
        if (text.StartsWith(Ours, StringComparison.Ordinal))
            return 0;
        var feed = text.IndexOf("\n" + Ours, StringComparison.Ordinal);
        return feed < 0 ? -1 : feed + 1;
    }

    /// <summary>A fault where there is one, for its line.</summary>
    /// <param name="text">A part of the file.</param>
    /// <param name="line">The line of the file that it starts with.</param>
    public static void Check(string text, int line)
    {
        var at = Find(text);
        if (at >= 0)
            throw new FrontmatterFault("conflict-markers", line + Lines.Number(text, at) - 1, 1, "git could not merge this; resolve the conflict and remove its markers.");
    }
}
