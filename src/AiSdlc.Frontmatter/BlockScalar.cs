namespace AiSdlc.Frontmatter;

/// <summary>Where the parts of a literal or folded scalar stand; the parser's end mark takes in trailing blank lines.</summary>
internal static class BlockScalar
{
    /// <summary>End of the header's indicators: of <c>|2-</c> in <c>|2- # note</c>.</summary>
    public static int HeaderEnd(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && text[end] is '+' or '-' or (>= '0' and <= '9'))
            end++;
        return end;
    }

    /// <summary>End of the content. Blank lines after it are inside only where <c>+</c> keeps them.</summary>
    public static int End(string text, int start, int markedEnd)
    {
        if (text.IndexOf('+', start, HeaderEnd(text, start) - start) >= 0)
            return markedEnd;
        var end = markedEnd;
        while (end > start && text[end - 1] is ' ' or '\t' or '\r' or '\n')
            end--;
        return Lines.Break(text, end);
    }
}
