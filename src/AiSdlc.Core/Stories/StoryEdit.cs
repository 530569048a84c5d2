using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using AiSdlc.Frontmatter;

namespace AiSdlc.Stories;

/// <summary>What to change in a story's frontmatter, as data. Applying it is pure, so it may be applied again to a newer story.</summary>
internal sealed record StoryEdit
{
    /// <summary>Refuses the edit unless the story still is this version (<see cref="Story.Version"/>); null for any.</summary>
    public string? IfVersion { get; init; }

    /// <summary>Keys to remove.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>Keys to set.</summary>
    public IDictionary? Set { get; init; }

    /// <summary>Maps in <see cref="Set"/> are merged into maps in the story, key by key, instead of replacing them.</summary>
    public bool Merge { get; init; }

    /// <summary>Keys whose lists get items appended.</summary>
    public IDictionary? Add { get; init; }

    /// <summary>Keys whose integers are raised by one.</summary>
    public IReadOnlyList<string> Increment { get; init; } = [];

    /// <summary>Sets <c>updated</c> to today, as every lifecycle operation of the Node tool does.</summary>
    public bool Touch { get; init; }

    /// <summary>Gets the frontmatter and changes it in place, or returns a replacement; null for "in place". Excludes all the others.</summary>
    public Func<OrderedDictionary, IDictionary?>? Transform { get; init; }

    /// <summary>What to add to the body, given the frontmatter as it will read; null for nothing.</summary>
    public Func<OrderedDictionary, SectionEntry?>? Section { get; init; }

    /// <summary>The frontmatter as it should read. <paramref name="data"/> is used up.</summary>
    /// <exception cref="UnsupportedValueFault">A value cannot be written, or is not of the type that the operation needs.</exception>
    public OrderedDictionary Apply(OrderedDictionary data)
    {
        if (Transform is not null)
        {
            return (OrderedDictionary)FrontmatterValue.From(Transform(data) ?? data, string.Empty)!;
        }

        foreach (var key in Remove)
        {
            data.Remove(key);
        }

        Each(Set, (key, value) => data[key] = Merge ? Merged(data[key], value) : value);
        Each(Add, (key, value) => data[key] = Appended(data[key], data.Contains(key), value));
        foreach (var key in Increment)
        {
            data[key] = Incremented(data[key], data.Contains(key), key);
        }

        if (Touch)
        {
            data["updated"] = Today();
        }

        return data;
    }

    /// <summary>The day for <c>created</c> and <c>updated</c>: UTC, <c>yyyy-MM-dd</c>, as the Node tool writes it.</summary>
    internal static string Today() => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Each(IDictionary? changes, Action<string, object?> apply)
    {
        if (changes is null)
        {
            return;
        }

        foreach (DictionaryEntry change in (OrderedDictionary)FrontmatterValue.From(changes, string.Empty)!)
        {
            apply((string)change.Key, change.Value);
        }
    }

    private static object? Merged(object? old, object? value)
    {
        if (old is not OrderedDictionary map || value is not OrderedDictionary changes)
        {
            return value;
        }

        foreach (DictionaryEntry change in changes)
        {
            map[change.Key] = Merged(map[change.Key], change.Value);
        }

        return map;
    }

    // An array is appended item by item, always; a scalar only where it is not there yet. A scalar in the story becomes a list.
    private static List<object?> Appended(object? old, bool exists, object? value)
    {
        var list = old as List<object?> ?? (exists && old is not null ? [old] : []);
        if (value is List<object?> items)
        {
            list.AddRange(items);
        }
        else if (value is OrderedDictionary || !list.Exists(item => FrontmatterValue.Same(item, value)))
        {
            list.Add(value);
        }

        return list;
    }

    /// <summary>An integer and one more; 1 where there was none.</summary>
    internal static object Incremented(object? old, bool exists, string key) => old switch
    {
        null when !exists => 1,
        int number => FrontmatterValue.From(number + 1L, key)!,
        long number => FrontmatterValue.From(number + 1L, key)!,
        _ => throw new UnsupportedValueFault(key, old?.GetType() ?? typeof(object), "it is not an integer, so it cannot be incremented."),
    };
}
