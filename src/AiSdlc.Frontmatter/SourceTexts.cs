using System.Collections.Generic;
using System.Collections.Specialized;

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

    /// <summary>The texts of values that go, and of all in them; where two are the same, of the one that is less deep.</summary>
    public static SourceTexts Of(string text, IEnumerable<Node> gone)
    {
        var texts = new SourceTexts(text);
        var next = new Queue<Node>(gone);
        while (next.Count > 0)
        {
            var node = next.Dequeue();
            if (texts.Find(node.Data) == null)
                texts._nodes[ValueComparer.Key(node.Data)] = node;
            if (node is AliasNode alias)
                next.Enqueue(alias.Target);
            else if (node is CollectionNode collection)
                collection.Entries.ForEach(entry => next.Enqueue(entry.Value));
        }
        return texts;
    }

    /// <summary>The texts for a value that comes instead of another; a scalar instead of a scalar has none.</summary>
    public static SourceTexts For(object? value, string text, Node gone) =>
        gone is ScalarNode && value is not (OrderedDictionary or List<object?>) ? None : Of(text, [gone]);

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
