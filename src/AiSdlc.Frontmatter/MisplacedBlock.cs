using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>
/// Frontmatter that no reader finds, as it does not start with the file or is TOML. A block put above it would make it part of the body.
/// </summary>
internal static class MisplacedBlock
{
    // What stands before it is short; a comment of a megabyte is not looked through.
    private const int LongestLead = 1 << 16;

    /// <summary>A fault where one stands below blank lines and comments.</summary>
    public static void Check(byte[] file, int start)
    {
        var text = Encoding.UTF8.GetString(file, start, System.Math.Min(file.Length - start, LongestLead));
        if (ConflictMarkers.Find(text) == 0)
            ConflictMarkers.Check(text, line: 1);
        var at = SkipLead(text);
        if (IsFence(text, at, "+++") && FindFence(text, at, "+++"))
            throw new FrontmatterFault("content-before-block", Lines.Number(text, at), 1, "The frontmatter is TOML (+++), which the Node tool does not read; write it as YAML between lines of ---.");
        if (at > 0 && IsFence(text, at, "---") && FindFence(text, at, "---"))
            throw new FrontmatterFault("content-before-block", Lines.Number(text, at), 1, "Frontmatter starts in the first line of a file; remove what stands above this.");
    }

    // Goes over blank lines and comments.
    private static int SkipLead(string text)
    {
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (string.CompareOrdinal(text, at, "<!--", 0, 4) != 0)
                return at;
            var end = text.IndexOf("-->", at, System.StringComparison.Ordinal);
            if (end < 0)
                return text.Length;
            at = end + 3;
        }
    }

    private static bool FindFence(string text, int from, string fence)
    {
        for (var line = Lines.Next(text, from); line < text.Length; line = Lines.Next(text, line))
        {
            if (IsFence(text, line, fence))
                return true;
        }
        return false;
    }

    // The line is the fence and nothing else.
    private static bool IsFence(string text, int at, string fence) =>
        string.CompareOrdinal(text, at, fence, 0, 3) == 0 && Lines.Start(text, at) == at && string.IsNullOrWhiteSpace(text.Substring(at + 3, Lines.Break(text, at) - at - 3));
}
