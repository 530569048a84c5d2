using System.Collections.Generic;

namespace AiSdlc.Frontmatter;

/// <summary>
/// What an edit takes away at one place and may write again at another, so that it keeps its text: a date without quotes that was read as
/// text, or 010, would otherwise come back as another type to somebody.
/// </summary>
internal sealed class SourceTexts(string text)
{
    private readonly Dictionary<object, Node> _nodes = new(ValueComparer.Instance);

    /// <summary>Nothing is taken away.</summary>
    public static SourceTexts None { get; } = new("");

    /// <summary>The value goes, and all in it.</summary>
    public SourceTexts Add(Node node)
    {
        if (!_nodes.TryGetValue(ValueComparer.Key(node.Data), out _))
            _nodes[ValueComparer.Key(node.Data)] = node;
        if (node is AliasNode alias)
            return Add(alias.Target);
        if (node is CollectionNode collection)
            collection.Entries.ForEach(entry => Add(entry.Value));
        return this;
    }

    /// <summary>Where the value stood before; null for a new one.</summary>
    public Node? Find(object? value) => _nodes.Count > 0 && _nodes.TryGetValue(ValueComparer.Key(value), out var node) ? node : null;

    /// <summary>The text of a scalar as it stood; null where it can't stand at another place.</summary>
    public string? Read(Node? source, bool isFlow)
    {
        source = source is AliasNode alias ? alias.Target : source;
        if (source is not ScalarNode { HasTag: false, IsBlock: false } scalar || scalar.ContentStart == scalar.End)
            return null;
        var written = text.Substring(scalar.ContentStart, scalar.End - scalar.ContentStart);
        return written.Contains('\n') || (isFlow && scalar.Style == ScalarStyle.Plain && written.IndexOfAny([',', '[', ']', '{', '}']) >= 0) ? null : written;
    }

    /// <summary>Where a part of a value stood that stood at <paramref name="source"/>; it most often has the same index there.</summary>
    public static Node? Part(Node? source, string? key, int index)
    {
        source = source is AliasNode alias ? alias.Target : source;
        if (source is not CollectionNode { Entries: var entries })
            return null;
        var isThere = index < entries.Count && entries[index].Name == key;
        return (isThere ? entries[index] : entries.Find(entry => entry.Name == key))?.Value;
    }
}
