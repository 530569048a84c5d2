using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Frontmatter;

/// <summary>A new entry.</summary>
/// <param name="After">Index of the old entry it follows; -1 for the front.</param>
/// <param name="Key">Key of a pair; null for an item of a list.</param>
/// <param name="Value">A value of the model.</param>
internal sealed record Insertion(int After, string? Key, object? Value);

/// <summary>The entries of one collection that go and come.</summary>
internal sealed class CollectionChange(CollectionNode node, bool isRoot)
{
    public CollectionNode Node { get; } = node;

    public bool IsRoot { get; } = isRoot;

    public bool[] Removed { get; } = new bool[node.Entries.Count];

    public List<Insertion> Inserted { get; } = [];

    /// <summary>Index of the first entry that stays, or -1.</summary>
    public int FirstStaying => Array.IndexOf(Removed, false);

    /// <summary>Index of the last entry that stays, or -1.</summary>
    public int LastStaying => Array.LastIndexOf(Removed, false);

    /// <summary>For each entry, the index of the last one up to it that stays, or -1.</summary>
    public int[] StayingUpTo()
    {
        var staying = new int[Removed.Length];
        for (var i = 0; i < staying.Length; i++)
            staying[i] = !Removed[i] ? i : i == 0 ? -1 : staying[i - 1];
        return staying;
    }

    /// <summary>Entries that stay and whose next one goes.</summary>
    public IEnumerable<int> BeforeRemoved()
    {
        for (var i = 1; i < Removed.Length; i++)
        {
            if (Removed[i] && !Removed[i - 1])
                yield return i - 1;
        }
    }

    /// <summary>The texts of the values that go, for those that come.</summary>
    public SourceTexts GoneTexts(string text) =>
        Inserted.Count == 0 ? SourceTexts.None : SourceTexts.Of(text, Node.Entries.Where((_, i) => Removed[i]).Select(entry => entry.Value));
}
