using System;
using System.Collections.Generic;
using System.Linq;
using YamlDotNet.Core;

namespace AiSdlc.Frontmatter;

/// <summary>Edits in block style, where every entry has lines of its own (but for the first of a map or list after a dash).</summary>
internal sealed class BlockEditor(string text, string newLine, ValueWriter writer, TextEdits edits)
{
    /// <summary>Gives an entry another value; comments after the old value stay.</summary>
    public void Replace(CollectionNode around, Entry entry, object? value)
    {
        CheckKey(entry);
        var scalar = entry.Value as ScalarNode;
        var lines = writer.Block(value, Lines.Column(text, entry.Start), !around.IsMap, scalar?.Style ?? ScalarStyle.Any);
        if (entry.Value is CollectionNode { IsFlow: false } block)
            ReplaceBlock(entry, block, lines);
        else if (scalar is { IsBlock: true })
            ReplaceBlockScalar(entry, scalar, lines);
        else
            ReplaceInline(entry, lines);
    }

    public void Apply(CollectionChange change)
    {
        Remove(change);
        if (change.IsRoot)
            AppendToRoot(change.Node, change.Inserted);
        else
            change.Inserted.ForEach(insertion => Insert(change.Node, insertion));
    }

    /// <summary>Adds keys at the end of the block, comments and blank lines there included.</summary>
    public void AppendToRoot(CollectionNode? root, IEnumerable<Insertion> insertions)
    {
        var column = root == null ? 0 : Lines.Column(text, root.Entries[0].Start);
        // Lines after a kept block scalar would become part of it.
        var at = root is { End: > 0 } && text[root.End - 1] == '\n' ? root.End : text.Length;
        foreach (var insertion in insertions)
            edits.Insert(at, Whole(Write(insertion, column), column));
    }

    private void ReplaceInline(Entry entry, List<string> lines)
    {
        var node = entry.Value;
        var head = lines[0];
        var isBelow = text.IndexOf('\n', entry.After, node.Start - entry.After) >= 0;
        if (node.Start == node.End || head.Length == 0 || (isBelow && lines.Count > 1))
            edits.Replace(entry.After, node.End, Spaced(head));
        else
            edits.Replace(ReplacedFrom(node), node.End, head);
        edits.Insert(Lines.Next(text, node.End), Whole(lines.Skip(1)));
    }

    private void ReplaceBlockScalar(Entry entry, ScalarNode scalar, List<string> lines)
    {
        var headerEnd = BlockScalar.HeaderEnd(text, scalar.ContentStart);
        if (lines[0].Length == 0)
            edits.Delete(entry.After, headerEnd);
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

    // Comment lines below an entry and indented deeper are its own. Left behind, they could become text of a block scalar.
    private int EndWithComments(Entry entry)
    {
        var column = Lines.Column(text, entry.Start);
        var end = Lines.After(text, entry.End);
        for (var line = end; line < text.Length; line = Lines.Next(text, line))
        {
            var first = line;
            while (first < text.Length && text[first] == ' ')
                first++;
            if (first < text.Length && text[first] == '#' && first - line > column)
                end = Lines.Next(text, line);
            else if (first < Lines.Break(text, line))
                break;
        }
        return end;
    }

    private void Insert(CollectionNode node, Insertion insertion)
    {
        var first = node.Entries[0].Start;
        var column = Lines.Column(text, first);
        var lines = Write(insertion, column);
        if (insertion.After >= 0)
            edits.Insert(Lines.After(text, node.Entries[insertion.After].End), Whole(lines, column));
        else if (Lines.IsFirst(text, first))
            edits.Insert(Lines.Start(text, first), Whole(lines, column));
        else
            edits.Insert(first, Whole(lines) + new string(' ', column));
    }

    private List<string> Write(Insertion insertion, int column) => insertion.Key == null
        ? writer.Item(insertion.Value, column)
        : writer.Pair(insertion.Key, insertion.Value, column);

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
