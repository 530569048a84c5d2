using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter;

/// <summary>
/// Finds the difference between a tree and the data it shall have, and turns it into replacements of text: a changed
/// value, or the entries that go and come, at the deepest level that holds the change.
/// </summary>
internal sealed class Rewriter
{
    private readonly string _text;
    private readonly TextEdits _edits = new();
    private readonly BlockEditor _block;
    private readonly FlowEditor _flow;
    private readonly AnchorGuard _anchors = new();

    public Rewriter(string text, BlockStyle style, EditOptions options)
    {
        _text = text;
        var writer = new ValueWriter(style, options.UseBlockScalars, SourceTexts.None);
        _block = new BlockEditor(text, style.NewLine, writer, _edits, options);
        _flow = new FlowEditor(text, writer, _edits);
    }

    /// <summary>The new text of the block, or null when the replacements contradict each other.</summary>
    public string? Rewrite(CollectionNode? root, OrderedDictionary target)
    {
        if (root == null)
            _block.AppendToRoot(null, target.Keys.Cast<string>().Select(key => new Insertion(-1, key, target[key])));
        else
            RewriteMap(root, target, isRoot: true);
        if (root != null)
            _anchors.Check(_text, root);
        return _edits.Apply(_text);
    }

    private void RewriteMap(CollectionNode map, OrderedDictionary target, bool isRoot)
    {
        _anchors.Touch(map);
        var own = new HashSet<string>(map.Entries.Where(entry => !entry.IsMerge).Select(entry => entry.Name!));
        var current = (OrderedDictionary)map.Data!;
        CheckMerged(map, current, own, target);
        var change = new CollectionChange(map, isRoot);
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var entry = map.Entries[i];
            if (!entry.IsMerge && !target.Contains(entry.Name!))
                change.Removed[i] = true;
            else if (!entry.IsMerge)
                RewriteValue(map, entry, target[entry.Name!]);
        }
        foreach (string key in target.Keys)
        {
            if (!own.Contains(key) && !(current.Contains(key) && FrontmatterValue.Same(current[key], target[key])))
                change.Inserted.Add(new Insertion(map.Entries.Count - 1, key, target[key]));
        }
        Apply(change);
    }

    private void RewriteList(CollectionNode list, List<object?> target)
    {
        _anchors.Touch(list);
        var change = new CollectionChange(list, isRoot: false);
        foreach (var (old, wanted) in ListDiff.Pair((List<object?>)list.Data!, target))
        {
            if (wanted < 0)
                change.Removed[old] = true;
            else if (old < 0)
                change.Inserted.Add(new Insertion(~old - 1, null, target[wanted]));
            else
                RewriteValue(list, list.Entries[old], target[wanted]);
        }
        Apply(change);
    }

    private void RewriteValue(CollectionNode around, Entry entry, object? target)
    {
        if (FrontmatterValue.Same(entry.Value.Data, target))
            return;
        switch (entry.Value, target)
        {
            case (CollectionNode { IsMap: true, IsImplicit: false } map, OrderedDictionary wanted) when CanEdit(map, wanted):
                RewriteMap(map, wanted, isRoot: false);
                break;
            case (CollectionNode { IsMap: false } list, List<object?> wanted) when wanted.Count > 0 || list.IsFlow:
                RewriteList(list, wanted);
                break;
            default:
                _anchors.Replace(entry.Value);
                if (around.IsFlow)
                    _flow.Replace(entry, target);
                else
                    _block.Replace(around, entry, target);
                break;
        }
    }

    // A block map whose own entries all go is replaced as a whole: as a block nothing of it would be left.
    private static bool CanEdit(CollectionNode map, OrderedDictionary wanted) =>
        map.IsFlow || map.Entries.Exists(entry => entry.IsMerge || wanted.Contains(entry.Name!));

    private void Apply(CollectionChange change)
    {
        for (var i = 0; i < change.Removed.Length; i++)
        {
            if (change.Removed[i])
                _anchors.Replace(change.Node.Entries[i].Value);
        }
        if (change.Node.IsFlow)
            _flow.Apply(change);
        else
            _block.Apply(change);
    }

    private void CheckMerged(CollectionNode map, OrderedDictionary current, HashSet<string> own, OrderedDictionary target)
    {
        foreach (string key in current.Keys)
        {
            if (!own.Contains(key) && !target.Contains(key))
                throw BlockText.Fault(_text, map.Start, "merged-key", $"The key {key} comes from a merge (<<) and can't be removed here.");
        }
    }
}
