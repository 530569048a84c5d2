using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;

namespace AiSdlc.Frontmatter;

/// <summary>Model values that are the <see cref="FrontmatterValue.Same"/>, for hash tables.</summary>
internal sealed class ValueComparer : IEqualityComparer<object>
{
    public static readonly ValueComparer Instance = new();

    /// <summary>Stands for null, which no hash table takes for a key.</summary>
    private static readonly object Null = new();

    public static object Key(object? value) => value ?? Null;

    bool IEqualityComparer<object>.Equals(object? x, object? y) => FrontmatterValue.Same(x, y);

    public int GetHashCode(object value) => value switch
    {
        string text => StringComparer.Ordinal.GetHashCode(text),
        int or long or double => Convert.ToDouble(value, CultureInfo.InvariantCulture).GetHashCode(),
        List<object?> list => Hash(list),
        OrderedDictionary map => Hash(map),
        _ => value.GetHashCode(),
    };

    private int Hash(List<object?> list)
    {
        var hash = list.Count;
        foreach (var item in list)
            hash = (hash * 31) + GetHashCode(Key(item));
        return hash;
    }

    // Keys count in any order.
    private int Hash(OrderedDictionary map)
    {
        var hash = map.Count;
        foreach (DictionaryEntry entry in map)
            hash += (GetHashCode(entry.Key) * 31) ^ GetHashCode(Key(entry.Value));
        return hash;
    }
}
