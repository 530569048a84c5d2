using System;
using System.Collections.Generic;

namespace AiSdlc.Frontmatter;

/// <summary>Lists and maps by indentation, whose entries have lines of their own.</summary>
internal sealed partial class YamlReader
{
    private CollectionNode ReadSequence(Properties properties)
    {
        CheckTab(_cursor.At);
        var column = _cursor.Column;
        var list = Open(_cursor.At, isMap: false, isFlow: false, properties);
        do
        {
            var dash = _cursor.At++;
            var isBare = (_cursor.SkipSpace() > 0 && _cursor.Indent <= column) || _cursor.IsAtEnd;
            // js-yaml takes the item of an outer list for one of this.
            if (isBare && _cursor.Indent < column && _cursor.IsIndicator('-'))
                throw _cursor.Fault(dash, "ambiguous-dash", "An empty item that ends an inner list is read in two ways; write - null.");
            var item = isBare ? null : ReadNode(column, Place.Item, isCompact: true);
            list.Add(new Entry { Start = dash, KeyEnd = dash, After = dash + 1, Value = item ?? Empty(dash + 1) });
        }
        while (IsNextEntry(column) && _cursor.IsIndicator('-'));
        _depth--;
        return list;
    }

    // The first key may have been read already: it stands on this line, and a colon after it.
    private CollectionNode ReadMapping(Node? first, int indent, Properties properties)
    {
        var start = first?.Start ?? _cursor.At;
        CheckTab(start);
        var column = start - _cursor.LineStart;
        var map = Open(start, isMap: true, isFlow: false, properties);
        var names = new Names();
        var key = first == null ? null : Finish(first, default);
        do
        {
            var entry = key == null && _cursor.IsIndicator('?') ? ReadExplicitPair(column) : ReadPair(key, column, indent);
            if (entry == null)
                break;
            key = null;
            names.Add(entry, map, _cursor);
            map.Add(entry);
        }
        while (IsNextEntry(column));
        _depth--;
        return map;
    }

    private Entry? ReadPair(Node? key, int column, int indent)
    {
        var line = _cursor.LineStart;
        key ??= ReadNode(indent, Place.Key, isCompact: false);
        if (key == null)
            return null;
        var colon = _cursor.LineStart == line ? FindColon() : -1;
        if (colon < 0)
            throw _cursor.Fault(key.Start, "yaml-syntax", "A key needs a colon after it, on the same line.");
        _cursor.At = colon + 1;
        if (!YamlCursor.IsSpaceOrEnd(_cursor.Here))
            throw _cursor.Fault("A space is needed after the colon of a key.");
        var value = ReadNode(column, Place.Value, isCompact: false) ?? Empty(colon + 1);
        return NewPair(key.Start, key, colon + 1, value, isExplicit: false);
    }

    // "? key", and on a line below ": value".
    private Entry ReadExplicitPair(int column)
    {
        var start = _cursor.At++;
        var key = ReadNode(column, Place.Value, isCompact: true) ?? Empty(start + 1);
        _cursor.SkipSpace();
        if (_cursor.Column != column || !_cursor.IsIndicator(':'))
            return NewPair(start, key, -1, Empty(key.End), isExplicit: true);
        var after = ++_cursor.At;
        return NewPair(start, key, after, ReadNode(column, Place.Value, isCompact: true) ?? Empty(after), isExplicit: true);
    }

    private Entry NewPair(int start, Node key, int after, Node value, bool isExplicit)
    {
        if (key is not ScalarNode scalar || (scalar.Style == ScalarStyle.Plain && scalar.ContentStart == scalar.End))
            throw _cursor.Fault(key.Start, "unsupported-key", "A key has to be a scalar.");
        var isMerge = scalar is { Style: ScalarStyle.Plain, Value: "<<", HasTag: false };
        if (isMerge)
            NodeData.CheckMerge(value, _cursor);
        return new Entry
        {
            Start = start,
            KeyEnd = key.End,
            After = after,
            Name = isMerge ? null : KeyText.Read(scalar, _cursor),
            IsMerge = isMerge,
            IsExplicit = isExplicit,
            Value = value,
        };
    }

    // The colon of the key that ends here, on this line; -1 where there is none.
    private int FindColon()
    {
        var at = _cursor.At;
        while (at < _cursor.Text.Length && YamlCursor.IsSpace(_cursor.Text[at]))
            at++;
        return at < _cursor.Text.Length && _cursor.Text[at] == ':' ? at : -1;
    }

    // Goes to the next entry of the collection in this column; false where it ends.
    private bool IsNextEntry(int column)
    {
        _cursor.SkipSpace();
        if (_cursor.IsAtEnd || _cursor.Indent < column || _cursor.IsDocumentEnd)
            return false;
        if (_cursor.Indent > column)
            throw _cursor.Fault("This is indented deeper than what it belongs to.");
        CheckTab(_cursor.At);
        if (_cursor.Column > column)
            throw _cursor.Fault("This can't follow a value on its line.");
        return true;
    }

    // Readers differ in how wide a tab is.
    private void CheckTab(int start)
    {
        var tab = _cursor.Text.IndexOf('\t', _cursor.LineStart, start - _cursor.LineStart);
        if (tab >= 0)
            throw _cursor.Fault(tab, "yaml-syntax", "A tab can't indent.");
    }

    private static ScalarNode Empty(int at) => new(at, at, ScalarStyle.Plain, null);

    /// <summary>The names of a map so far. Most maps of a large block have one key: they need no set.</summary>
    private struct Names
    {
        private HashSet<string>? _names;

        public void Add(Entry entry, CollectionNode map, YamlCursor cursor)
        {
            if (map.Entries.Count == 0 || entry.Name == null)
                return;
            _names ??= new HashSet<string>(Existing(map), StringComparer.Ordinal);
            if (!_names.Add(entry.Name))
                throw cursor.Fault(entry.Start, "duplicate-key", $"The key {entry.Name} appears twice.");
        }

        private static IEnumerable<string> Existing(CollectionNode map)
        {
            foreach (var entry in map.Entries)
            {
                if (entry.Name != null)
                    yield return entry.Name;
            }
        }
    }
}
