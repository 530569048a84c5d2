using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Frontmatter;

/// <summary>Edits in block style, where every entry has lines of its own (but for the first of a map or list after a dash).</summary>
internal sealed class BlockEditor(string text, string newLine, ValueWriter writer, TextEdits edits, EditOptions options)
{
    /// <summary>Gives an entry another value; comments after the old value stay.</summary>
    public void Replace(CollectionNode around, Entry entry, object? value)
    {
        CheckKey(entry);
        var kept = writer.Keeping(SourceTexts.For(value, text, entry.Value));
        var style = (entry.Value as ScalarNode)?.Style ?? ScalarStyle.Any;
        var startsOnDash = !around.IsMap && kept.IsBlock(value);
        var start = startsOnDash && IsPlainlyAfterDash(entry) ? entry.Value.ContentStart : -1;
        var columns = around.IsMap ? kept.Below(Lines.Column(text, entry.Start))
            : ValueWriter.After(start < 0 ? Lines.Column(text, entry.Start) + 2 : Lines.Column(text, start));
        var lines = kept.Block(value, columns, style);
        if (entry.Value is CollectionNode { IsFlow: false } block)
            ReplaceBlock(entry, block, lines);
        else if (entry.Value is ScalarNode { IsBlock: true } scalar)
            ReplaceBlockScalar(entry, scalar, lines, startsOnDash ? Math.Max(start, entry.After) : -1);
        else
            ReplaceInline(entry, lines, startsOnDash ? Math.Max(start, entry.After) : -1);
    }

    public void Apply(CollectionChange change)
    {
        var writesNulls = options.WriteNulls && !change.Node.IsMap;
        Remove(change);
        if (writesNulls)
            WriteNulls(change);
        var kept = writer.Keeping(change.GoneTexts(text));
        if (change.IsRoot)
            AppendToRoot(change.Node, change.Inserted, kept);
        else
            change.Inserted.ForEach(insertion => Insert(change.Node, insertion, kept));
    }

    /// <summary>Adds keys at the end of the block, comments and blank lines there included.</summary>
    public void AppendToRoot(CollectionNode? root, IEnumerable<Insertion> insertions) => AppendToRoot(root, insertions, writer);

    private void AppendToRoot(CollectionNode? root, IEnumerable<Insertion> insertions, ValueWriter kept)
    {
        var column = root == null ? 0 : Lines.Column(text, root.Entries[0].Start);
        // Lines after a kept block scalar would become part of it.
        var at = root is { End: > 0 } && text[root.End - 1] == '\n' ? root.End : Lines.DocumentEnd(text, root?.End ?? 0);
        foreach (var insertion in insertions)
            edits.Insert(at, Whole(Write(insertion, column, kept), column));
    }

    // The value stands after its dash and spaces, and nothing else.
    private bool IsPlainlyAfterDash(Entry entry)
    {
        var node = entry.Value;
        if (node.Start == node.End || node.Start != node.ContentStart || node.Start == entry.After)
            return false;
        for (var i = entry.After; i < node.Start; i++)
        {
            if (text[i] != ' ')
                return false;
        }
        return true;
    }

    // A map or list that starts on the line of a dash starts at an offset of that line; at the dash itself, a space comes before it.
    private void ReplaceInline(Entry entry, List<string> lines, int start)
    {
        var node = entry.Value;
        var head = lines[0];
        var isBelow = text.IndexOf('\n', entry.After, node.Start - entry.After) >= 0;
        if (start > entry.After)
            edits.Replace(start, node.End, head);
        else if (start == entry.After || node.Start == node.End || head.Length == 0 || (isBelow && lines.Count > 1))
            edits.Replace(entry.After, Math.Max(entry.After, node.End), Spaced(head));
        else
            edits.Replace(ReplacedFrom(node), node.End, head);
        edits.Insert(Lines.Next(text, node.End), Whole(lines.Skip(1)));
    }

    private void ReplaceBlockScalar(Entry entry, ScalarNode scalar, List<string> lines, int start)
    {
        var headerEnd = BlockScalar.HeaderEnd(text, scalar.ContentStart);
        if (start > entry.After)
            edits.Replace(start, headerEnd, lines[0]);
        else if (start == entry.After || lines[0].Length == 0)
            edits.Replace(entry.After, headerEnd, Spaced(lines[0]));
        else
            edits.Replace(ReplacedFrom(scalar), headerEnd, lines[0]);
        var body = Lines.Next(text, headerEnd);
        edits.Replace(body, Math.Max(body, Lines.After(text, scalar.End)), Whole(lines.Skip(1)));
    }

    private void ReplaceBlock(Entry entry, CollectionNode block, List<string> lines)
    {
        var lastBreak = Lines.LastBreak(text, block.End);
        if (text.IndexOf('\n', entry.After, block.ContentStart - entry.After) < 0)
        {
            edits.Replace(block.Start, lastBreak, string.Join(newLine, lines));
            return;
        }
        var propertiesEnd = block.PropertiesEnd > block.Start ? block.PropertiesEnd : entry.After;
        edits.Replace(entry.After, propertiesEnd, Spaced(lines[0]));
        var body = Lines.Next(text, propertiesEnd);
        edits.Replace(body, EndWithComments(entry), Whole(lines.Skip(1)));
    }

    private void Remove(CollectionChange change)
    {
        var entries = change.Node.Entries;
        var from = 0;
        if (change.FirstStaying > 0 && !Lines.IsFirst(text, entries[0].Start))
            from = RemoveCompact(change);
        for (var i = from; i < entries.Count; i++)
        {
            if (!change.Removed[i])
                continue;
            CheckKey(entries[i]);
            edits.Delete(Lines.Start(text, entries[i].Start), EndWithComments(entries[i]));
        }
    }

    // The first entries after a dash go: the first that stays moves up to the dash, unless a comment stands between.
    private int RemoveCompact(CollectionChange change)
    {
        var entries = change.Node.Entries;
        CheckKey(entries[0]);
        var stays = change.FirstStaying;
        var isBare = Enumerable.Range(0, stays).All(i => string.IsNullOrWhiteSpace(text.Substring(entries[i].End, entries[i + 1].Start - entries[i].End)));
        edits.Delete(entries[0].Start, isBare ? entries[stays].Start : Lines.LastBreak(text, entries[0].End));
        return isBare ? stays : 1;
    }

    private int EndWithComments(Entry entry) => EndWithComments(text, entry, options.KeepComments);

    /// <summary>
    /// Where an entry's lines end. Comment lines below a block map or list and indented deeper than its key are the entry's; those below any
    /// other value are not, unless there is no other way: then blank lines are, too.
    /// </summary>
    internal static int EndWithComments(string text, Entry entry, bool keepsComments)
    {
        var end = Lines.After(text, entry.End);
        if (keepsComments && entry.Value is not CollectionNode { IsFlow: false })
            return end;
        var column = Lines.Column(text, entry.Start);
        for (var line = end; line < text.Length; line = Lines.Next(text, line))
        {
            var first = line;
            while (first < text.Length && text[first] == ' ')
                first++;
            var isBlank = string.IsNullOrWhiteSpace(text.Substring(first, Lines.Break(text, first) - first));
            if (first < text.Length && text[first] == '#' ? first - line > column : isBlank && !keepsComments)
                end = Lines.Next(text, line);
            else if (!isBlank)
                break;
        }
        return end;
    }

    // Bare dashes that an item comes or goes after.
    private void WriteNulls(CollectionChange change)
    {
        foreach (var at in change.Inserted.Select(insertion => insertion.After).Concat(change.BeforeRemoved()).Distinct())
        {
            if (at >= 0 && LastItem(change.Node.Entries[at]) is { } last && last.Value.Start == last.Value.End)
                edits.Insert(last.After, " null");
        }
    }

    // The item, or the last item inside of it, however deep.
    private static Entry? LastItem(Entry item)
    {
        var isItem = true;
        while (item.Value is CollectionNode { IsFlow: false, Entries.Count: > 0 } inner)
            (item, isItem) = (inner.Entries[inner.Entries.Count - 1], !inner.IsMap);
        return isItem ? item : null;
    }

    private void Insert(CollectionNode node, Insertion insertion, ValueWriter kept)
    {
        var first = node.Entries[0].Start;
        var column = Lines.Column(text, first);
        var lines = Write(insertion, column, kept);
        if (insertion.After >= 0)
            edits.Insert(EndWithComments(node.Entries[insertion.After]), Whole(lines, column));
        else if (Lines.IsFirst(text, first))
            edits.Insert(Lines.Start(text, first), Whole(lines, column));
        else
            edits.Insert(first, Whole(lines) + new string(' ', column));
    }

    private static List<string> Write(Insertion insertion, int column, ValueWriter kept) => insertion.Key == null
        ? kept.Item(insertion.Value, column)
        : kept.Pair(insertion.Key, insertion.Value, column);

    // A new scalar keeps the anchor of the old one, but not its tag, which may not fit.
    private static int ReplacedFrom(Node node) =>
        node is ScalarNode { HasTag: false } && node.ContentStart < node.End ? node.ContentStart : node.Start;

    private string Whole(IEnumerable<string> lines, int column = 0) =>
        new string(' ', column) + string.Concat(lines.Select(line => line + newLine));

    private static string Spaced(string head) => head.Length == 0 ? "" : " " + head;

    private void CheckKey(Entry entry)
    {
        if (entry.IsExplicit)
            throw BlockText.Fault(text, entry.Start, "explicit-key", $"The key {entry.Name} is written with a question mark; edit it by hand.");
    }
}
