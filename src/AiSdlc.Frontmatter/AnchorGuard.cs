using System.Collections.Generic;

namespace AiSdlc.Frontmatter;

/// <summary>Remembers which values an edit changes, and refuses it if an alias that stays stands for one of them.</summary>
internal sealed class AnchorGuard
{
    private readonly HashSet<Node> _touched = [];
    private readonly HashSet<Node> _replaced = [];

    /// <summary>Something inside the value changes.</summary>
    public void Touch(Node node) => _touched.Add(node);

    /// <summary>The value goes, with everything in it.</summary>
    public void Replace(Node node)
    {
        _touched.Add(node);
        _replaced.Add(node);
        if (node is CollectionNode collection)
            collection.Entries.ForEach(entry => Replace(entry.Value));
    }

    public void Check(string text, CollectionNode collection)
    {
        foreach (var entry in collection.Entries)
        {
            if (entry.Value is CollectionNode inner)
                Check(text, inner);
            else if (entry.Value is AliasNode alias && _touched.Contains(alias.Target) && !_replaced.Contains(alias))
                throw BlockText.Fault(text, alias.Target.Start, "anchor-in-use", $"The value &{alias.Name} is used elsewhere as *{alias.Name}; change that first.");
        }
    }
}
