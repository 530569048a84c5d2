using System;
using System.Collections.Generic;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AiSdlc.Frontmatter;

/// <summary>Builds the tree of a block from YamlDotNet's events, and refuses what readers of YAML disagree about.</summary>
internal sealed class YamlReader
{
    private readonly string _text;
    private readonly YamlEventReader _events;
    private readonly Dictionary<string, Node?> _anchors = new(StringComparer.Ordinal);
    private int _depth;
    private long _aliased;

    private YamlReader(string text)
    {
        _text = text;
        _events = new YamlEventReader(text);
    }

    /// <summary>Reads the root map; null for a block without data. Throws <see cref="FrontmatterFault"/> only.</summary>
    public static CollectionNode? Read(string text) => new YamlReader(text).ReadDocument();

    private CollectionNode? ReadDocument()
    {
        _events.Take<StreamStart>();
        if (_events.Peek() is StreamEnd)
            return null;
        _events.Take<DocumentStart>();
        var root = ReadNode(0, 0);
        _events.Take<DocumentEnd>();
        if (_events.Peek() is not StreamEnd)
            throw _events.Fault(_events.Peek().Start.Index, "document-marker", "The frontmatter holds more than one document.");
        return root is CollectionNode { IsMap: true } map
            ? map
            : throw _events.Fault(root.Start, "root-not-map", "The frontmatter is not a map of keys to values.");
    }

    /// <param name="after">Where the value is if it is absent: right after its colon or dash.</param>
    /// <param name="inside">Offset in the collection around it, before any value of it.</param>
    private Node ReadNode(int after, int inside) => _events.Next() switch
    {
        Scalar scalar => Anchored(scalar, ReadScalar(scalar, after)),
        AnchorAlias alias => ReadAlias(alias),
        MappingStart map => Anchored(map, ReadCollection(map, true, map.Style == MappingStyle.Flow, inside)),
        SequenceStart list => Anchored(list, ReadCollection(list, false, list.Style == SequenceStyle.Flow, inside)),
        var other => throw _events.Fault(other.Start.Index, "yaml-syntax", "A value was expected here."),
    };

    private ScalarNode ReadScalar(Scalar scalar, int after)
    {
        int start = (int)scalar.Start.Index, content = start, end = (int)scalar.End.Index;
        var isBare = scalar is { Style: ScalarStyle.Plain, Value.Length: 0 };
        if (!scalar.Anchor.IsEmpty || !scalar.Tag.IsEmpty)
        {
            var (propertiesEnd, next) = _events.Scanner.SkipProperties(start);
            content = isBare ? propertiesEnd : next;
            end = isBare ? propertiesEnd : end;
        }
        else if (isBare)
        {
            start = content = end = after;
        }
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            end = BlockScalar.End(_text, content, end);
        if (scalar.Style == ScalarStyle.Plain && IsMisread(scalar.Value, content, after))
            throw _events.Fault(content, "ambiguous-colon", "A colon here is read differently by different readers; quote the value.");
        return new ScalarNode
        {
            Start = start,
            ContentStart = content,
            End = end,
            Style = scalar.Style,
            HasTag = !scalar.Tag.IsEmpty,
            Value = Tags.Resolve(scalar, _events),
        };
    }

    // In brackets YamlDotNet drops a colon after a quoted item (['a', :b]) and keeps one after a value ([a :]); js-yaml does neither.
    private bool IsMisread(string value, int start, int after) =>
        value.EndsWith(':') || (start != after && start > 0 && _text[start - 1] == ':');

    private AliasNode ReadAlias(AnchorAlias alias)
    {
        int start = (int)alias.Start.Index, end = (int)alias.End.Index;
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            throw _events.Fault(start, "unknown-alias", $"The alias *{alias.Value.Value} has no anchor before it.");
        if (target == null)
            throw _events.Fault(start, "recursive-alias", $"The alias *{alias.Value.Value} stands inside its own anchor.");
        if (_depth + target.Height > Limits.Depth)
            throw TooDeep(start);
        _aliased += target.Weight;
        if (_aliased > Limits.AliasedValues)
            throw _events.Fault(start, "alias-expansion", $"The aliases stand for more than {Limits.AliasedValues} values.");
        return new AliasNode
        {
            Start = start,
            ContentStart = start,
            End = end,
            Name = alias.Value.Value,
            Target = target,
            Height = target.Height,
            Weight = target.Weight,
        };
    }

    private CollectionNode ReadCollection(NodeEvent opening, bool isMap, bool isFlow, int inside)
    {
        var start = (int)opening.Start.Index;
        if (++_depth > Limits.Depth)
            throw TooDeep(start);
        Tags.CheckCollection(opening, isMap, _events);
        if (!opening.Anchor.IsEmpty)
            _anchors[opening.Anchor.Value] = null;
        // The map of "[a: 1]" has no mark of its own: the parser places it at 0.
        var isImplicit = isFlow && isMap && start < inside;
        start = isImplicit ? (int)_events.Peek().Start.Index : start;
        var (propertiesEnd, content) = isImplicit ? (start, start) : _events.Scanner.SkipProperties(start);
        var node = new CollectionNode
        {
            Start = start,
            ContentStart = content,
            PropertiesEnd = propertiesEnd,
            IsMap = isMap,
            IsFlow = isFlow,
            IsImplicit = isImplicit,
        };
        ReadEntries(node);
        _depth--;
        return node;
    }

    private void ReadEntries(CollectionNode node)
    {
        // Most maps of a large block have one key: they need no set.
        HashSet<string>? names = null;
        while (_events.Peek() is not (MappingEnd or SequenceEnd))
        {
            var entry = node.IsMap ? ReadPair(node) : ReadItem(node);
            if (node is { IsMap: true, Entries.Count: > 0 })
                CheckDuplicate(entry, names ??= [node.Entries[0].Name!]);
            node.Add(entry);
        }
        var closing = _events.Next();
        if (node is { IsFlow: true, IsImplicit: false })
            node.End = (int)closing.Start.Index + 1;
    }

    private void CheckDuplicate(Entry entry, HashSet<string> names)
    {
        if (!names.Add(entry.Name!) && !entry.IsMerge)
            throw _events.Fault(entry.Start, "duplicate-key", $"The key {entry.Name} appears twice.");
    }

    private Entry ReadPair(CollectionNode map)
    {
        var opening = _events.Next();
        if (opening is not Scalar key || key is { Style: ScalarStyle.Plain, Value.Length: 0 })
            throw _events.Fault(opening.Start.Index, "unsupported-key", "A key has to be a scalar.");
        int start = (int)key.Start.Index, end = (int)key.End.Index;
        var colon = Separators.Colon(_text, end);
        var value = ReadNode(colon < 0 ? end : colon + 1, map.ContentStart + 1);
        var isMerge = key is { Style: ScalarStyle.Plain, Value: "<<", Tag.IsEmpty: true };
        if (isMerge)
            NodeData.CheckMerge(value, _events);
        return new Entry
        {
            Start = start,
            KeyEnd = end,
            After = colon < 0 ? -1 : colon + 1,
            Name = isMerge ? null : KeyText.Read(key, _events),
            IsMerge = isMerge,
            IsExplicit = _events.Scanner.IsExplicitKey(start),
            Value = value,
        };
    }

    private Entry ReadItem(CollectionNode list)
    {
        var dash = list.IsFlow ? -1 : _events.Scanner.FindDash(list.Entries.Count == 0 ? list.ContentStart : list.End);
        var value = ReadNode(dash + 1, list.ContentStart + 1);
        var start = list.IsFlow ? value.Start : dash;
        return new Entry { Start = start, KeyEnd = start, After = list.IsFlow ? -1 : dash + 1, Value = value };
    }

    private T Anchored<T>(NodeEvent opening, T node) where T : Node
    {
        if (!opening.Anchor.IsEmpty)
            _anchors[opening.Anchor.Value] = node;
        return node;
    }

    private FrontmatterFault TooDeep(int offset) =>
        _events.Fault(offset, "too-deep", $"Values are nested more than {Limits.Depth} levels deep.");
}
