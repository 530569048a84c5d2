using System;
using System.Collections.Generic;

namespace AiSdlc.Frontmatter;

/// <summary>A value of the block and where it stands. Offsets are UTF-16 units of the block.</summary>
internal abstract class Node
{
    private object? _data;

    /// <summary>Where the value starts, its anchor and tag included.</summary>
    public int Start { get; set; }

    /// <summary>Where the value itself starts, after anchor and tag.</summary>
    public int ContentStart { get; protected init; }

    /// <summary>Where anchor and tag end; the start if there are none.</summary>
    public int PropertiesEnd { get; set; }

    /// <summary>Where the last character of the value ends. Comments after it are outside.</summary>
    public int End { get; set; }

    /// <summary>Levels from here to the deepest value, aliases followed.</summary>
    public int Height { get; set; } = 1;

    /// <summary>Values from here on, aliases followed.</summary>
    public long Weight { get; set; } = 1;

    /// <summary>The value in the model, aliases and merges resolved. It is shared: whoever wants to change it takes a copy.</summary>
    public object? Data => _data ??= NodeData.Read(this);
}

internal sealed class ScalarNode : Node
{
    /// <summary>A scalar without anchor and tag.</summary>
    public ScalarNode(int start, int end, ScalarStyle style, object? value)
    {
        Start = ContentStart = PropertiesEnd = start;
        (End, Style, Value) = (end, style, value);
    }

    /// <summary>The value as data: null, bool, int, long, double or string.</summary>
    public object? Value { get; set; }

    public bool HasTag { get; set; }

    public ScalarStyle Style { get; }

    public bool IsBlock => Style is ScalarStyle.Literal or ScalarStyle.Folded;
}

internal sealed class AliasNode : Node
{
    public AliasNode(int start, int end, string name, Node target)
    {
        Start = ContentStart = PropertiesEnd = start;
        (End, Name, Target, Height, Weight) = (end, name, target, target.Height, target.Weight);
    }

    public string Name { get; }

    public Node Target { get; }
}

/// <summary>A map or a list.</summary>
internal sealed class CollectionNode : Node
{
    /// <summary>A collection without anchor and tag, and without entries yet.</summary>
    public CollectionNode(int start, bool isMap, bool isFlow)
    {
        Start = ContentStart = PropertiesEnd = start;
        (IsMap, IsFlow) = (isMap, isFlow);
    }

    public bool IsMap { get; }

    public bool IsFlow { get; }

    /// <summary>A map without braces inside a flow list: <c>[a: 1]</c>.</summary>
    public bool IsImplicit { get; init; }

    public List<Entry> Entries { get; } = [];

    /// <summary>Adds the next entry, and with it to what the collection spans.</summary>
    public void Add(Entry entry)
    {
        Entries.Add(entry);
        Height = Math.Max(Height, entry.Value.Height + 1);
        Weight += entry.Value.Weight;
        End = entry.End;
    }
}

/// <summary>An entry of a map, or an item of a list (then without a key).</summary>
internal sealed class Entry
{
    /// <summary>Where the key (or the question mark before it), the dash, or the item of a flow list starts.</summary>
    public required int Start { get; init; }

    /// <summary>Right after the colon or dash; -1 for a flow entry without one.</summary>
    public required int After { get; init; }

    public required Node Value { get; init; }

    /// <summary>The key's text as data; null for an item and for a merge.</summary>
    public string? Name { get; init; }

    /// <summary>The key is <c>&lt;&lt;</c>, whose value is merged into the map.</summary>
    public bool IsMerge { get; init; }

    /// <summary>The key stands after a question mark.</summary>
    public bool IsExplicit { get; init; }

    /// <summary>Where the key ends; where an item starts.</summary>
    public required int KeyEnd { get; init; }

    public int End => Value.End > KeyEnd && Value.End > After ? Value.End : After > KeyEnd ? After : KeyEnd;
}
