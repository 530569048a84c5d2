using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>
/// The text of a key's list, element by element, each with the comment lines above it. So an element keeps its quotes and comments in a list that both sides changed.
/// </summary>
internal sealed class ListText
{
    private const int InBrackets = -1;

    private readonly List<Item> _items = [];
    private string _head = "";
    private string _tail = "";
    private int _column = InBrackets;

    /// <summary>That of a key; null where it is no list, or one in brackets over several lines.</summary>
    public static ListText? Of(StoryText story, string key)
    {
        if (story.Root?.Entries.Find(entry => entry.Name == key) is not { Value: CollectionNode { IsMap: false } list } entry)
            return null;
        var (text, end) = (story.Block, BlockEditor.EndWithComments(story.Block, entry, keepsComments: true));
        return !list.IsFlow ? InLines(text, entry, list, end) : text.IndexOf('\n', entry.Start, list.End - entry.Start) < 0 ? InOneLine(text, entry, list, end) : null;
    }

    /// <summary>The text of the merged list, its elements as the side has them that changed their text; null where they are not made alike.</summary>
    public static string? Assemble(ListText? old, ListText? ours, ListText? theirs, List<object?> merged)
    {
        if (ours == null || theirs == null || ours._column != theirs._column || merged.Count == 0)
            return null;
        var (inOld, inOurs, inTheirs) = (old?.ByValue(), ours.ByValue(), theirs.ByValue());
        var items = merged.ConvertAll(value => Choose(Take(inOld, value), Take(inOurs, value), Take(inTheirs, value)) ?? ours.Known(value));
        return items.Contains(null) ? null
            : Choose(old?._head, ours._head, theirs._head) + string.Join(ours._column == InBrackets ? ", " : "", items) + Choose(old?._tail, ours._tail, theirs._tail);
    }

    private static string? Choose(string? old, string? ours, string? theirs) => ours == null || (ours == old && theirs != null) ? theirs : ours;

    private static ListText InOneLine(string text, Entry entry, CollectionNode list, int end)
    {
        var start = list.Entries.Count > 0 ? list.Entries[0].Start : list.ContentStart + 1;
        var result = new ListText { _head = Slice(text, entry.Start, start) };
        list.Entries.ForEach(item => result._items.Add(new Item(item.Value.Data, Slice(text, item.Start, item.End))));
        result._tail = Slice(text, list.Entries.Count > 0 ? list.Entries[list.Entries.Count - 1].End : start, end);
        return result;
    }

    private static ListText InLines(string text, Entry entry, CollectionNode list, int end)
    {
        var at = Lines.Next(text, entry.After);
        var result = new ListText { _head = Slice(text, entry.Start, at), _column = Lines.Column(text, list.Entries[0].Start) };
        foreach (var item in list.Entries)
        {
            var next = BlockEditor.EndWithComments(text, item, keepsComments: true);
            result._items.Add(new Item(item.Value.Data, Slice(text, at, next)));
            at = next;
        }
        result._tail = Slice(text, at, end);
        return result;
    }

    private Dictionary<string, Queue<string>> ByValue() =>
        _items.GroupBy(item => ValueToken.Of(item.Value), StringComparer.Ordinal).ToDictionary(same => same.Key, same => new Queue<string>(same.Select(item => item.Text)), StringComparer.Ordinal);

    private static string? Take(Dictionary<string, Queue<string>>? items, object? value) =>
        items != null && items.TryGetValue(ValueToken.Of(value), out var same) && same.Count > 0 ? same.Dequeue() : null;

    // An element that both sides changed: the editor writes its new values.
    private string? Known(object? value) => ValueToken.Identity(value) is { } known ? _items.Find(item => ValueToken.Identity(item.Value) == known)?.Text : null;

    private static string Slice(string text, int from, int to) => text.Substring(from, to - from);

    private sealed record Item(object? Value, string Text);
}
