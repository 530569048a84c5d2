using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>
/// Merges two edits of a map. What only one side changed is as that side has it; of what both changed, maps are merged key by key and lists
/// element by element, <see cref="KnownField"/> answers for some fields, and the rest is a conflict.
/// </summary>
/// <param name="hasBase">There is a common ancestor.</param>
/// <param name="prefersTheirs">Which side stands where they disagree.</param>
internal sealed class ValueMerge(bool hasBase, bool prefersTheirs)
{
    /// <summary>Stands for the value of a key that is not there.</summary>
    public static readonly object Missing = new();

    /// <summary>The value of a key.</summary>
    public static object? Value(OrderedDictionary map, string key) => map.Contains(key) ? map[key] : Missing;

    private string _key = "";

    /// <summary>Keys at the top in which the sides disagree.</summary>
    public List<string> Conflicts { get; } = [];

    /// <summary>Merges the frontmatter of three files.</summary>
    public OrderedDictionary Merge(OrderedDictionary old, OrderedDictionary ours, OrderedDictionary theirs)
    {
        var (renamedHere, renamedThere) = (RenamedKeys.Find(old, ours, theirs), RenamedKeys.Find(old, theirs, ours));
        return MergeMap(renamedThere.In(renamedHere.In(old)), renamedThere.In(ours), renamedHere.In(theirs), isRoot: true);
    }

    private OrderedDictionary MergeMap(OrderedDictionary old, OrderedDictionary ours, OrderedDictionary theirs, bool isRoot = false)
    {
        var merged = NodeData.NewMap();
        foreach (var key in ours.Keys.Cast<string>().Concat(theirs.Keys.Cast<string>()).Distinct(StringComparer.Ordinal))
        {
            _key = isRoot ? key : _key;
            var value = MergeValue(Value(old, key), Value(ours, key), Value(theirs, key), key);
            if (value != Missing)
                merged.Add(key, value);
        }
        return merged;
    }

    private object? MergeValue(object? old, object? ours, object? theirs, string name = "")
    {
        if (FrontmatterValue.Same(theirs, old))
            return ours;
        if (FrontmatterValue.Same(ours, old))
            return theirs;
        if (KnownField.TryMerge(name, hasBase, old, ours, theirs, out var merged))
            return merged;
        if (FrontmatterValue.Same(ours, theirs))
            return ours;
        if (ours is OrderedDictionary ourMap && theirs is OrderedDictionary theirMap)
            return MergeMap(old as OrderedDictionary ?? NodeData.NewMap(), ourMap, theirMap);
        if (ours is List<object?> ourList && theirs is List<object?> theirList)
            return MergeList(old as List<object?> ?? [], ourList, theirList);
        Conflicts.Add(_key);
        return prefersTheirs ? theirs : ours;
    }

    // An element that each of the three has once is that element, wherever it stands and whatever changed in it.
    private List<object?> MergeList(List<object?> old, List<object?> ours, List<object?> theirs)
    {
        var (inOld, inOurs, inTheirs) = (Known(old), Known(ours), Known(theirs));
        string Token(object? item) =>
            ValueToken.Identity(item) is { } known && inOld.ContainsKey(known) && inOurs.ContainsKey(known) && inTheirs.ContainsKey(known) ? known : ValueToken.Of(item);
        var merged = SequenceMerge.Merge(old.ConvertAll(Token), ours.ConvertAll(Token), theirs.ConvertAll(Token));
        return merged.ConvertAll(one =>
            inOld.TryGetValue(one.Token, out var item) ? MergeValue(item, inOurs[one.Token], inTheirs[one.Token])
            : one.Ours >= 0 ? ours[one.Ours] : theirs[one.Theirs]);
    }

    // The elements of a list that have an identity nobody else in it has.
    private static Dictionary<string, object?> Known(List<object?> list) => list.GroupBy(ValueToken.Identity)
        .Where(group => group.Key != null && group.Count() == 1).ToDictionary(group => group.Key!, group => group.First(), StringComparer.Ordinal);
}
