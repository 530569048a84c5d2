namespace AiSdlc.Frontmatter;

/// <summary>The file's own habits, which new text follows. Without any to see, they are js-yaml's.</summary>
internal sealed class BlockStyle
{
    private int _flowLists;
    private int _blockLists;

    private BlockStyle(string newLine) => NewLine = newLine;

    /// <summary>LF or CRLF, whichever more lines end in.</summary>
    public string NewLine { get; }

    /// <summary>Spaces by which a nested map is indented.</summary>
    public int MapStep { get; private set; } = 2;

    /// <summary>Spaces between a key's column and the dashes of its list: 0 or more.</summary>
    public int ListStep { get; private set; } = 2;

    /// <summary>Lists of scalars are mostly written in brackets.</summary>
    public bool PrefersFlowLists => _flowLists > _blockLists;

    public static BlockStyle Detect(string text, CollectionNode? root, string defaultNewLine)
    {
        var style = new BlockStyle(NewLineOf(text) ?? defaultNewLine);
        if (root is { IsFlow: false })
            style.Look(text, root, new Seen());
        return style;
    }

    /// <summary>The line break most lines end in, or null for a text of one line.</summary>
    public static string? NewLineOf(string text)
    {
        int feeds = 0, pairs = 0;
        for (var i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            feeds++;
            pairs += i > 0 && text[i - 1] == '\r' ? 1 : 0;
        }
        return feeds == 0 ? null : pairs * 2 > feeds ? "\r\n" : "\n";
    }

    private void Look(string text, CollectionNode around, Seen seen)
    {
        foreach (var entry in around.Entries)
        {
            if (entry.Value is not CollectionNode { Entries.Count: > 0 } inner)
                continue;
            if (!inner.IsMap)
                Count(inner.IsFlow);
            if (inner.IsFlow)
                continue;
            var step = Lines.Column(text, inner.Entries[0].Start) - Lines.Column(text, entry.Start);
            if (around.IsMap && !inner.IsMap && seen.Lists++ == 0)
                ListStep = step;
            if (around.IsMap && inner.IsMap && seen.Maps++ == 0 && step > 0)
                MapStep = step;
            Look(text, inner, seen);
        }
    }

    private void Count(bool isFlow)
    {
        _flowLists += isFlow ? 1 : 0;
        _blockLists += isFlow ? 0 : 1;
    }

    private sealed class Seen
    {
        public int Lists;
        public int Maps;
    }
}
