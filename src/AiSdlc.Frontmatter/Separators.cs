namespace AiSdlc.Frontmatter;

/// <summary>Finds the marks between values.</summary>
internal static class Separators
{
    /// <summary>Offset of the colon of a key that ends at <paramref name="from"/>, or -1.</summary>
    public static int Colon(string text, int from) => Find(text, from, text.Length, ':');

    /// <summary>Offset of the comma after a flow entry that ends at <paramref name="from"/>, or -1.</summary>
    public static int Comma(string text, int from, int to) => Find(text, from, to, ',');

    private static int Find(string text, int from, int to, char mark)
    {
        for (var i = from; i < to; i++)
        {
            if (text[i] == mark)
                return i;
            if (text[i] == '#')
                i = Lines.Break(text, i);
            else if (text[i] is not (' ' or '\t' or '\r' or '\n'))
                return -1;
        }
        return -1;
    }
}
