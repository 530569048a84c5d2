using System.Linq;
using YamlDotNet.Core;

namespace AiSdlc.Frontmatter;

/// <summary>Edits inside brackets. They keep the brackets, the spaces inside them, and the separators there are.</summary>
internal sealed class FlowEditor(string text, ValueWriter writer, TextEdits edits)
{
    public void Replace(Entry entry, object? value)
    {
        var node = entry.Value;
        var written = writer.Flow(value, (node as ScalarNode)?.Style ?? ScalarStyle.Any);
        if (node.Start == node.End)
            edits.Insert(node.End, (entry.After < 0 ? ": " : " ") + written);
        else
            edits.Replace(node.Start, node.End, (text[node.Start - 1] == ':' ? " " : "") + written);
    }

    public void Apply(CollectionChange change)
    {
        var entries = change.Node.Entries;
        if (entries.Count == 0)
            edits.Insert(change.Node.ContentStart + 1, WriteAll(change));
        else if (change.FirstStaying < 0)
            edits.Replace(entries[0].Start, EndWithComma(change.Node, entries.Count - 1), WriteAll(change));
        else
            RemoveAndInsert(change);
    }

    private void RemoveAndInsert(CollectionChange change)
    {
        for (var i = 0; i < change.Removed.Length; i++)
        {
            if (change.Removed[i])
                Remove(change, i);
        }
        var separator = Separator(change.Node);
        foreach (var insertion in change.Inserted)
        {
            var previous = change.StayingUpTo(insertion.After);
            if (previous >= 0)
                edits.Insert(change.Node.Entries[previous].End, separator + Write(insertion));
            else
                edits.Insert(change.Node.Entries[change.FirstStaying].Start, Write(insertion) + separator);
        }
    }

    // The comma after an entry goes with it; at the end, where none stays, the one before it.
    private void Remove(CollectionChange change, int i)
    {
        var entries = change.Node.Entries;
        var isEnd = change.StayingUpTo(entries.Count - 1) < i;
        var (gapStart, gapEnd) = isEnd ? (entries[i - 1].End, entries[i].Start) : (entries[i].End, entries[i + 1].Start);
        if (text.IndexOf('#', gapStart, gapEnd - gapStart) < 0)
        {
            edits.Delete(isEnd ? gapStart : entries[i].Start, isEnd ? entries[i].End : gapEnd);
            return;
        }
        var comma = Separators.Comma(text, gapStart, gapEnd);
        edits.Delete(comma, comma + 1);
        edits.Delete(entries[i].Start, entries[i].End);
    }

    private int EndWithComma(CollectionNode node, int last)
    {
        var end = node.Entries[last].End;
        var comma = Separators.Comma(text, end, node.End - 1);
        return comma < 0 ? end : comma + 1;
    }

    private string WriteAll(CollectionChange change) => string.Join(", ", change.Inserted.Select(Write));

    private string Write(Insertion insertion) =>
        insertion.Key == null ? writer.Flow(insertion.Value) : writer.FlowPair(insertion.Key, insertion.Value);

    private string Separator(CollectionNode node)
    {
        if (node.Entries.Count < 2)
            return ", ";
        var (from, to) = (node.Entries[0].End, node.Entries[1].Start);
        return text.IndexOf('#', from, to - from) < 0 ? text.Substring(from, to - from) : ", ";
    }
}
