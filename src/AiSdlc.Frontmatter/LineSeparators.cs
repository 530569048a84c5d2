namespace AiSdlc.Frontmatter;

/// <summary>
/// U+0085, U+2028 and U+2029 break lines for some readers of YAML only: for them a plain text could grow a key. In quotes they are text.
/// </summary>
internal static class LineSeparators
{
    private static readonly char[] All = ['\u0085', '\u2028', '\u2029'];

    /// <summary>A fault where one stands outside of a value in quotes.</summary>
    public static void Check(string text, CollectionNode? root)
    {
        var from = text.IndexOfAny(All);
        if (from < 0)
            return;
        if (root != null)
            from = SkipQuoted(text, root, from);
        if (from >= 0)
            throw BlockText.Fault(text, from, "line-break", $"U+{(int)text[from]:X4} breaks lines for some readers of YAML only.");
    }

    // The first of them, from one that is known, that no quoted value in the collection holds; -1 where there is none.
    private static int SkipQuoted(string text, CollectionNode collection, int from)
    {
        foreach (var entry in collection.Entries)
        {
            if (from < 0 || from < entry.Value.Start)
                return from;
            if (entry.Value is CollectionNode inner)
                from = SkipQuoted(text, inner, from);
            else if (entry.Value is ScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } && from < entry.Value.End)
                from = text.IndexOfAny(All, entry.Value.End);
        }
        return from;
    }
}
