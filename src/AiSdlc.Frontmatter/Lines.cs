namespace AiSdlc.Frontmatter;

/// <summary>Line arithmetic on a block, whose lines end in LF or CRLF.</summary>
internal static class Lines
{
    /// <summary>Offset of the first character of the line that holds <paramref name="offset"/>.</summary>
    public static int Start(string text, int offset) => offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    /// <summary>Number of the line that holds <paramref name="offset"/>, from 1.</summary>
    public static int Number(string text, int offset)
    {
        var line = 1;
        for (var i = 0; i < offset; i++)
            line += text[i] == '\n' ? 1 : 0;
        return line;
    }

    /// <summary>Offset of the line break (of its CR, if it has one) at or after <paramref name="offset"/>.</summary>
    public static int Break(string text, int offset)
    {
        var feed = text.IndexOf('\n', offset);
        if (feed < 0)
            return text.Length;
        return feed > offset && text[feed - 1] == '\r' ? feed - 1 : feed;
    }

    /// <summary>Offset of the line after the one that holds <paramref name="offset"/>.</summary>
    public static int Next(string text, int offset)
    {
        var feed = text.IndexOf('\n', offset);
        return feed < 0 ? text.Length : feed + 1;
    }

    /// <summary>Offset of the line after content that ends at <paramref name="end"/>; a kept block scalar ends with its line.</summary>
    public static int After(string text, int end) => end > 0 && text[end - 1] == '\n' ? end : Next(text, end);

    /// <summary>Offset of the line break of the last line of content that ends at <paramref name="end"/>.</summary>
    public static int LastBreak(string text, int end) =>
        end > 0 && text[end - 1] == '\n' ? Break(text, Start(text, end - 1)) : Break(text, end);

    /// <summary>Whether only white space stands before <paramref name="offset"/> on its line.</summary>
    public static bool IsFirst(string text, int offset)
    {
        var i = offset;
        while (i > 0 && text[i - 1] is (' ' or '\t'))
            i--;
        return i == 0 || text[i - 1] == '\n';
    }

    /// <summary>Offset of a line <c>...</c> below <paramref name="from"/>, or the end of the text.</summary>
    public static int DocumentEnd(string text, int from)
    {
        for (var line = from == 0 ? 0 : Next(text, from); line < text.Length; line = Next(text, line))
        {
            if (text[line] == '.')
                return line;
        }
        return text.Length;
    }

    /// <summary>Whether a line starts with white space that has a tab.</summary>
    public static bool HasLeadingTab(string text)
    {
        if (text.IndexOf('\t') < 0)
            return false;
        for (var line = 0; line < text.Length; line = Next(text, line))
        {
            var first = line;
            while (first < text.Length && text[first] == ' ')
                first++;
            if (first < text.Length && text[first] == '\t')
                return true;
        }
        return false;
    }

    /// <summary>Column of <paramref name="offset"/>, from 0.</summary>
    public static int Column(string text, int offset) => offset - Start(text, offset);
}
