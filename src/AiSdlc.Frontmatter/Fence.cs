using System;
using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>
/// Where the block of a file lies, by the rules of gray-matter 4.0.3: the file (after a BOM) starts with <c>---</c> and
/// no fourth dash, and the block ends at the first <c>\n---</c>. gray-matter also takes <c>----</c> and <c>---foo</c>
/// for a closing fence and moves their rest into the body; here that is a fault, since a rewrite would lose it.
/// </summary>
internal readonly record struct Fence(bool HasBlock, int BlockStart, int BlockEnd, int BodyStart)
{
    public static Fence Find(byte[] file)
    {
        if (Starts(file, 0, 0xFF, 0xFE) || Starts(file, 0, 0xFE, 0xFF))
            throw new FrontmatterFault("utf-16", 1, 1, "The file is UTF-16; a story is UTF-8.");
        var start = Starts(file, 0, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        if (!IsFence(file, start) || At(file, start + 3) == '-')
            return new Fence(false, start, start, start);
        var opened = Array.IndexOf(file, (byte)'\n', start);
        if (opened < 0)
            throw new FrontmatterFault("unclosed-block", 1, 1, "The frontmatter has no closing ---.");
        CheckLanguage(file, start + 3, opened);
        var closing = FindClosing(file, opened);
        return new Fence(true, opened + 1, closing, AfterClosing(file, closing));
    }

    /// <summary>Whether the three bytes at <paramref name="offset"/> are dashes.</summary>
    public static bool IsFence(byte[] file, int offset) => At(file, offset) == '-' && At(file, offset + 1) == '-' && At(file, offset + 2) == '-';

    // gray-matter reads the rest of the first line as a language: it would run "---js" as code and throw at most others.
    private static void CheckLanguage(byte[] file, int from, int to)
    {
        var language = Encoding.ASCII.GetString(file, from, Math.Min(to - from, 64)).Trim(' ', '\t', '\r');
        if (language.Length > 0 && language.ToUpperInvariant() is not ("YAML" or "YML"))
            throw new FrontmatterFault("fence-language", 1, 4, "The opening --- is followed by something other than yaml.");
    }

    private static int FindClosing(byte[] file, int opened)
    {
        for (var lineBreak = opened; lineBreak >= 0; lineBreak = Array.IndexOf(file, (byte)'\n', lineBreak + 1))
        {
            if (IsFence(file, lineBreak + 1))
                return lineBreak + 1;
            if (lineBreak - opened > Limits.BlockBytes)
                break;
        }
        throw file.Length - opened > Limits.BlockBytes
            ? new FrontmatterFault("block-too-large", 1, 1, "The frontmatter is larger than 1 MiB, or has no closing ---.")
            : new FrontmatterFault("unclosed-block", 1, 1, "The frontmatter has no closing ---.");
    }

    private static int AfterClosing(byte[] file, int closing)
    {
        var lineBreak = Array.IndexOf(file, (byte)'\n', closing);
        var end = lineBreak < 0 ? file.Length : lineBreak;
        var rest = closing + 3;
        while (rest < end && file[rest] is (byte)' ' or (byte)'\t')
            rest++;
        if (rest < end && !(file[rest] == '\r' && rest == end - 1))
            throw new FrontmatterFault("closing-fence", LineOf(file, closing), 4, "The closing --- is followed by other text.");
        return lineBreak < 0 ? file.Length : lineBreak + 1;
    }

    private static int LineOf(byte[] file, int offset)
    {
        var line = 1;
        for (var i = 0; i < offset; i++)
            line += file[i] == '\n' ? 1 : 0;
        return line;
    }

    private static int At(byte[] file, int offset) => offset < file.Length ? file[offset] : -1;

    private static bool Starts(byte[] file, int offset, params byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (At(file, offset + i) != bytes[i])
                return false;
        }
        return true;
    }
}
