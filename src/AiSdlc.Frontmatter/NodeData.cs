using System;
using System.Collections.Generic;
using System.Collections.Specialized;

namespace AiSdlc.Frontmatter;

/// <summary>Turns the tree into data: null, bool, int, long, double, string, List&lt;object?&gt;, OrderedDictionary.</summary>
internal static class NodeData
{
    /// <summary>The value, aliases and merges resolved; what is inside it is shared with the nodes inside.</summary>
    public static object? Read(Node node) => node switch
    {
        AliasNode alias => alias.Target.Data,
        ScalarNode scalar => scalar.Value,
        CollectionNode { IsMap: true } map => ReadMap(map),
        CollectionNode list => ReadList(list),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>An empty map with the model's key comparer.</summary>
    public static OrderedDictionary NewMap(int capacity = 0) => new(capacity, StringComparer.Ordinal);

    /// <summary>As js-yaml has it: a key of the map wins over a merged one, an earlier merged one over a later.</summary>
    private static OrderedDictionary ReadMap(CollectionNode map)
    {
        var data = NewMap(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            if (entry.IsMerge)
                Merge(data, entry.Value);
            else
                data[entry.Name!] = entry.Value.Data;
        }
        return data;
    }

    /// <summary>Only a map or a list of maps can be merged.</summary>
    public static void CheckMerge(Node value, YamlCursor cursor)
    {
        var source = Follow(value);
        if (source is CollectionNode { IsMap: false } list && list.Entries.TrueForAll(item => IsMap(item.Value)))
            return;
        if (!IsMap(source))
            throw cursor.Fault(value.Start, "merge-value", "Only a map or a list of maps can be merged with <<.");
    }

    private static List<object?> ReadList(CollectionNode list)
    {
        var data = new List<object?>(list.Entries.Count);
        foreach (var item in list.Entries)
            data.Add(item.Value.Data);
        return data;
    }

    private static void Merge(OrderedDictionary data, Node value)
    {
        var source = (CollectionNode)Follow(value);
        if (!source.IsMap)
        {
            source.Entries.ForEach(item => Merge(data, item.Value));
            return;
        }
        var merged = (OrderedDictionary)source.Data!;
        foreach (string key in merged.Keys)
        {
            if (!data.Contains(key))
                data[key] = merged[key];
        }
    }

    private static bool IsMap(Node value) => Follow(value) is CollectionNode { IsMap: true };

    private static Node Follow(Node value) => value is AliasNode alias ? alias.Target : value;
}
