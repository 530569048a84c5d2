using System.Collections.Generic;

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

    /// <summary>Index of the last entry up to <paramref name="index"/> that stays, or -1.</summary>
    public int StayingUpTo(int index)
    {
        while (index >= 0 && Removed[index])
            index--;
        return index;
    }

    /// <summary>Index of the first entry that stays, or -1.</summary>
    public int FirstStaying => System.Array.IndexOf(Removed, false);
}
