using System;
using System.Collections.Generic;

namespace AiSdlc.Frontmatter;

/// <summary>
/// Reads a block into a tree of values and where they stand. What it takes for YAML is what js-yaml 3, the Node tool's reader, takes for
/// it, and it reads the same values (dates aside), short of what other readers take another way: that is a located fault.
/// </summary>
internal sealed partial class YamlReader
{
    private readonly YamlCursor _cursor;
    private readonly Dictionary<string, Node?> _anchors = new(StringComparer.Ordinal);
    private int _depth;
    private long _aliased;

    private YamlReader(string text) => _cursor = new YamlCursor(text);

    /// <summary>What may stand at a place.</summary>
    private enum Place
    {
        /// <summary>A value in brackets.</summary>
        Inside,

        /// <summary>A key outside of brackets.</summary>
        Key,

        /// <summary>After a dash.</summary>
        Item,

        /// <summary>After the colon of a key outside of brackets.</summary>
        Value,
    }

    /// <summary>Reads the root map; null for a block without data. Throws <see cref="FrontmatterFault"/> only.</summary>
    public static CollectionNode? Read(string text) => new YamlReader(text).ReadDocument();

    private CollectionNode? ReadDocument()
    {
        _cursor.SkipIndent(int.MaxValue);
        _cursor.SkipSpace();
        var root = ReadNode(_cursor.Indent - 1, Place.Value, isCompact: true);
        _cursor.SkipSpace();
        if (_cursor.IsDocumentEnd)
        {
            _cursor.At += 3;
            _cursor.SkipSpace();
            if (!_cursor.IsAtEnd)
                throw _cursor.Fault(_cursor.At, "document-marker", "The document ends with ... above this.");
        }
        if (!_cursor.IsAtEnd)
            throw _cursor.Fault("A key of the frontmatter was expected here.");
        return root switch
        {
            null => null,
            CollectionNode { IsMap: true } map => map,
            _ => throw _cursor.Fault(root.Start, "root-not-map", "The frontmatter is not a map of keys to values."),
        };
    }

    /// <summary>The node here, or null where there is none.</summary>
    /// <param name="parent">Column of the collection around it, outside of brackets.</param>
    /// <param name="place">What may stand here.</param>
    /// <param name="isCompact">A map or list may start on this line.</param>
    private Node? ReadNode(int parent, Place place, bool isCompact)
    {
        var isBlock = place is Place.Item or Place.Value;
        var isNewLine = place == Place.Value && _cursor.SkipSpace() > 0;
        var mayNest = isBlock && (isCompact || isNewLine);
        var isDeeper = !isNewLine || _cursor.Indent > parent;
        var properties = default(Properties);
        while (isDeeper && ReadProperty(ref properties))
        {
            isNewLine = _cursor.SkipSpace() > 0;
            mayNest = isBlock && isNewLine;
            isDeeper = !isNewLine || _cursor.Indent > parent;
        }
        // js-yaml takes those of the next key for more of this value.
        if (!isDeeper && properties.Exist && _cursor.Here is ('&' or '!'))
            throw _cursor.Fault("A key can't start with an anchor or a tag below a value of nothing but these.");
        var node = isDeeper ? ReadContent(isBlock ? parent + 1 : parent, place, mayNest, properties)
            // The dashes of a list may stand in the column of its key.
            : mayNest && place == Place.Value && _cursor.Indent == parent && _cursor.IsIndicator('-') ? ReadSequence(properties)
            : null;
        if (node == null && !properties.Exist)
            return null;
        // js-yaml forgets an anchor on the line above its scalar, or of a value that is not there where the next line is not indented deeper.
        var isAnchored = node == null ? isDeeper : !mayNest || node is CollectionNode { IsFlow: false };
        return Finish(node ?? Empty(properties.End), isAnchored ? properties : properties with { Anchor = null });
    }

    // A list, map or scalar without anchor and tag.
    private Node? ReadContent(int indent, Place place, bool mayNest, Properties properties)
    {
        if (mayNest && _cursor.IsIndicator('-'))
            return ReadSequence(properties);
        if (mayNest && _cursor.IsIndicator('?'))
            return ReadMapping(null, indent, properties);
        if (_cursor.Here is '|' or '>')
            return place is Place.Item or Place.Value ? BlockScalar.Read(_cursor, indent) : null;
        var line = _cursor.LineStart;
        var node = _cursor.Here switch
        {
            '[' or '{' => ReadFlow(indent, properties),
            '\'' or '"' => FlowScalar.ReadQuoted(_cursor),
            '*' => ReadAlias(properties),
            _ => (Node?)FlowScalar.ReadPlain(_cursor, indent, place == Place.Inside),
        };
        if (mayNest && node != null && _cursor.LineStart == line && FindColon() >= 0)
            return ReadMapping(node, indent, properties);
        // js-yaml reads a scalar before it applies a tag on the line above it.
        if (mayNest && properties.Tag != null && node is ScalarNode { Style: ScalarStyle.Plain, Value: string text } && ScalarResolver.Resolve(text) is not string)
            throw _cursor.Fault(properties.Start, "unsupported-tag", "A tag stands on the line of its value.");
        return node;
    }

    private bool ReadProperty(ref Properties properties)
    {
        if (_cursor.Here is not ('&' or '!'))
            return false;
        var start = properties.Exist ? properties.Start : _cursor.At;
        var (tag, anchor) = (properties.Tag, properties.Anchor);
        if ((_cursor.Here == '&' ? anchor : tag) != null)
            throw _cursor.Fault("A value has one anchor and one tag at most.");
        if (_cursor.Here == '&')
            anchor = ReadName("an anchor");
        else
            tag = Tags.Read(_cursor);
        properties = new Properties(start, _cursor.At, tag, anchor);
        return true;
    }

    private string ReadName(string what)
    {
        var start = ++_cursor.At;
        while (!YamlCursor.IsSpaceOrEnd(_cursor.Here) && !YamlCursor.IsBracketOrComma(_cursor.Here))
            _cursor.At++;
        return _cursor.At > start ? _cursor.Text.Substring(start, _cursor.At - start) : throw _cursor.Fault($"The name of {what} was expected here.");
    }

    private AliasNode ReadAlias(Properties properties)
    {
        var start = _cursor.At;
        if (properties.Exist)
            throw _cursor.Fault("An alias has no anchor and no tag of its own.");
        var name = ReadName("an alias");
        if (!_anchors.TryGetValue(name, out var target))
            throw _cursor.Fault(start, "unknown-alias", $"The alias *{name} has no anchor before it.");
        if (target == null)
            throw _cursor.Fault(start, "recursive-alias", $"The alias *{name} stands inside its own anchor.");
        if (_depth + target.Height > Limits.Depth)
            throw TooDeep(start);
        _aliased += target.Weight;
        if (_aliased > Limits.AliasedValues)
            throw _cursor.Fault(start, "alias-expansion", $"The aliases stand for more than {Limits.AliasedValues} values.");
        return new AliasNode(start, _cursor.At, name, target);
    }

    private CollectionNode Open(int start, bool isMap, bool isFlow, Properties properties)
    {
        if (++_depth > Limits.Depth)
            throw TooDeep(start);
        if (properties.Anchor != null)
            _anchors[properties.Anchor] = null;
        return new CollectionNode(start, isMap, isFlow);
    }

    private Node Finish(Node node, Properties properties)
    {
        if (properties.Exist)
            (node.Start, node.PropertiesEnd) = (properties.Start, properties.End);
        if (node is ScalarNode scalar)
            (scalar.HasTag, scalar.Value) = (properties.Tag != null, Tags.Resolve(scalar, properties.Tag, _cursor));
        else if (node is CollectionNode collection)
            Tags.Check(collection, properties.Tag, _cursor);
        // Inside a collection its name may have been given again, and that is the later one.
        if (properties.Anchor != null && (node is ScalarNode || _anchors[properties.Anchor] == null))
            _anchors[properties.Anchor] = node;
        return node;
    }

    private FrontmatterFault TooDeep(int offset) =>
        _cursor.Fault(offset, "too-deep", $"Values are nested more than {Limits.Depth} levels deep.");

    /// <summary>Anchor and tag of a node.</summary>
    private readonly record struct Properties(int Start, int End, string? Tag, string? Anchor)
    {
        public bool Exist => End > Start;
    }
}
