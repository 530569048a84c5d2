using System.Linq;

namespace AiSdlc.Frontmatter;

/// <summary>Edits inside brackets. They keep the brackets, the spaces inside them, and the separators there are.</summary>
internal sealed class FlowEditor(string text, ValueWriter writer, TextEdits edits)
{
    public void Replace(Entry entry, object? value)
    {
        var node = entry.Value;
        var written = writer.Keeping(SourceTexts.For(value, text, node)).Flow(value, (node as ScalarNode)?.Style ?? ScalarStyle.Any);
        if (node.Start == node.End)
            edits.Insert(node.End, (entry.After < 0 ? ": " : " ") + written);
        else
            edits.Replace(node.Start, node.End, (text[node.Start - 1] == ':' ? " " : "") + written);
    }

    public void Apply(CollectionChange change)
    {
        var entries = change.Node.Entries;
        var kept = writer.Keeping(change.GoneTexts(text));
        if (entries.Count == 0)
            edits.Insert(change.Node.ContentStart + 1, WriteAll(change, kept));
        else if (change.FirstStaying < 0)
            edits.Replace(entries[0].Start, EndWithComma(change.Node, entries.Count - 1), WriteAll(change, kept));
        else
            RemoveAndInsert(change, kept);
    }

    private void RemoveAndInsert(CollectionChange change, ValueWriter kept)
    {
        var last = change.LastStaying;
        for (var i = 0; i < change.Removed.Length; i++)
        {
            if (change.Removed[i])
                Remove(change, i, isEnd: i > last);
        }
        var separator = Separator(change.Node);
        var staying = change.StayingUpTo();
        foreach (var insertion in change.Inserted)
        {
            var previous = insertion.After < 0 ? -1 : staying[insertion.After];
            if (previous >= 0)
                edits.Insert(change.Node.Entries[previous].End, separator + Write(insertion, kept));
            else
                edits.Insert(change.Node.Entries[change.FirstStaying].Start, Write(insertion, kept) + separator);
        }
    }

    // The comma after an entry goes with it; at the end, where none stays, the one before it.
    private void Remove(CollectionChange change, int i, bool isEnd)
    {
        var entries = change.Node.Entries;
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

    private static string WriteAll(CollectionChange change, ValueWriter kept) => string.Join(", ", change.Inserted.Select(insertion => Write(insertion, kept)));

    private static string Write(Insertion insertion, ValueWriter kept) =>
        insertion.Key == null ? kept.Flow(insertion.Value) : kept.FlowPair(insertion.Key, insertion.Value);

    private string Separator(CollectionNode node)
    {
        if (node.Entries.Count < 2)
            return ", ";
        var (from, to) = (node.Entries[0].End, node.Entries[1].Start);
        return text.IndexOf('#', from, to - from) < 0 ? text.Substring(from, to - from) : ", ";
    }
}
