namespace AiSdlc.Frontmatter;

/// <summary>Lists and maps in brackets.</summary>
internal sealed partial class YamlReader
{
    private CollectionNode ReadFlow(int indent, Properties properties)
    {
        var node = Open(_cursor.At, isMap: _cursor.Here == '{', isFlow: true, properties);
        var close = node.IsMap ? '}' : ']';
        var names = new Names();
        _cursor.At++;
        for (var isNext = true; ;)
        {
            _cursor.SkipSpace();
            if (_cursor.Here == close)
                break;
            if (_cursor.IsAtEnd)
                throw _cursor.Fault(node.Start, "yaml-syntax", "The bracket that starts here does not end.");
            if (!isNext)
                throw _cursor.Fault($"A comma was expected here, or the {close} for line {BlockText.FileLine(_cursor.Text, node.Start)}.");
            var entry = ReadFlowEntry(node, indent);
            if (node.IsMap)
                names.Add(entry, node, _cursor);
            node.Add(entry);
            _cursor.SkipSpace();
            isNext = _cursor.Here == ',';
            _cursor.At += isNext ? 1 : 0;
        }
        node.End = ++_cursor.At;
        _depth--;
        return node;
    }

    private Entry ReadFlowEntry(CollectionNode around, int indent)
    {
        var (start, line) = (_cursor.At, _cursor.LineStart);
        var isExplicit = _cursor.IsIndicator('?');
        _cursor.At += isExplicit ? 1 : 0;
        if (isExplicit)
            _cursor.SkipSpace();
        var key = ReadNode(indent, Place.Inside, isCompact: false);
        if (key == null && _cursor.Here != ':')
            throw _cursor.Fault("A value was expected here.");
        key ??= Empty(_cursor.At);
        _cursor.SkipSpace();
        var hasValue = _cursor.Here == ':' && (_cursor.LineStart == line || isExplicit);
        if (!hasValue && !around.IsMap && !isExplicit)
            return NewItem(key);
        var pair = hasValue ? ReadFlowValue(start, key, indent, isExplicit) : NewPair(start, key, -1, Empty(key.End), isExplicit);
        return around.IsMap ? pair : NewItem(ImplicitMap(pair));
    }

    private Entry ReadFlowValue(int start, Node key, int indent, bool isExplicit)
    {
        var after = ++_cursor.At;
        _cursor.SkipSpace();
        return NewPair(start, key, after, ReadNode(indent, Place.Inside, isCompact: false) ?? Empty(after), isExplicit);
    }

    // The map of "[a: 1]".
    private static CollectionNode ImplicitMap(Entry pair)
    {
        var map = new CollectionNode(pair.Start, isMap: true, isFlow: true) { IsImplicit = true };
        map.Add(pair);
        return map;
    }

    private static Entry NewItem(Node value) => new() { Start = value.Start, KeyEnd = value.Start, After = -1, Value = value };
}
