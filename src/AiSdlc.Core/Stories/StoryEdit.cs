using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using AiSdlc.Frontmatter;
using AiSdlc.Paths;

namespace AiSdlc.Stories;

/// <summary>What to change in a story's frontmatter, as data. Applying it is pure, so it may be applied again to a newer story.</summary>
internal sealed record StoryEdit
{
    /// <summary>Refuses the edit unless the story still is this version (<see cref="Story.Version"/>); null for any.</summary>
    public string? IfVersion { get; init; }

    /// <summary>Asked under the story's lock before anything is changed: throws to refuse the edit. Null for nothing to ask.</summary>
    public Action<StoryPaths>? Guard { get; init; }

    /// <summary>Keys to remove.</summary>
    public IReadOnlyList<string> Remove { get; init; } = [];

    /// <summary>Keys and the items to remove from their lists.</summary>
    public IDictionary? RemoveItems { get; init; }

    /// <summary>Keys to set.</summary>
    public IDictionary? Set { get; init; }

    /// <summary>Maps in <see cref="Set"/> are merged into maps in the story, key by key, instead of replacing them.</summary>
    public bool Merge { get; init; }

    /// <summary>Keys whose lists get items appended.</summary>
    public IDictionary? Add { get; init; }

    /// <summary>Keys whose integers are raised by one.</summary>
    public IReadOnlyList<string> Increment { get; init; } = [];

    /// <summary>Keys and the integers by which theirs are raised.</summary>
    public IDictionary? IncrementBy { get; init; }

    /// <summary>Sets <c>updated</c> to today, as every lifecycle operation of the Node tool does.</summary>
    public bool Touch { get; init; }

    /// <summary>Gets the frontmatter and changes it in place, or returns a replacement; null for "in place". Excludes all the others.</summary>
    public Func<OrderedDictionary, IDictionary?>? Transform { get; init; }

    /// <summary>What to change in the body, given the frontmatter as it will read; null for nothing.</summary>
    public Func<OrderedDictionary, BodyEdit?>? Body { get; init; }

    /// <summary>The frontmatter as it should read. <paramref name="data"/> is used up: lists in it change.</summary>
    /// <exception cref="UnsupportedValueFault">A value cannot be written, or is not of the type that the operation needs.</exception>
    public OrderedDictionary Apply(OrderedDictionary data)
    {
        if (Transform is not null)
        {
            return (OrderedDictionary)FrontmatterValue.From(Transform(data) ?? data, string.Empty)!;
        }

        var edit = new MapEdit(data);
        foreach (var key in Remove)
        {
            edit.Remove(key);
        }

        Each(RemoveItems, (key, items) => edit[key] = Without(edit[key], key, items), only: edit.Contains);
        Each(Set, (key, value) => edit[key] = Merge ? Merged(edit[key], value) : value);
        Each(Add, (key, value) => edit[key] = Appended(edit[key], edit.Contains(key), value));
        foreach (var key in Increment)
        {
            edit[key] = Incremented(edit[key], edit.Contains(key), key);
        }

        Each(IncrementBy, (key, amount) => edit[key] = Incremented(edit[key], edit.Contains(key), key, Amount(amount, key)));
        if (Touch)
        {
            edit["updated"] = Today();
        }

        return edit.Apply();
    }

    /// <summary>The day for <c>created</c> and <c>updated</c>: UTC, <c>yyyy-MM-dd</c>, as the Node tool writes it.</summary>
    internal static string Today() => DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Each(IDictionary? changes, Action<string, object?> apply, Func<string, bool>? only = null)
    {
        if (changes is null)
        {
            return;
        }

        foreach (DictionaryEntry change in (OrderedDictionary)FrontmatterValue.From(changes, string.Empty)!)
        {
            if (only?.Invoke((string)change.Key) ?? true)
            {
                apply((string)change.Key, change.Value);
            }
        }
    }

    private static object? Merged(object? old, object? value)
    {
        if (old is not OrderedDictionary map || value is not OrderedDictionary changes)
        {
            return value;
        }

        var edit = new MapEdit(map);
        foreach (DictionaryEntry change in changes)
        {
            var key = (string)change.Key;
            edit[key] = Merged(edit[key], change.Value);
        }

        return edit.Apply();
    }

    // An array is removed item by item. What is not there is no error.
    private static List<object?>? Without(object? old, string key, object? items)
    {
        if (old is null)
        {
            return null;
        }

        var list = old as List<object?> ?? throw new UnsupportedValueFault(key, old.GetType(), "it is not a list, so no item can be removed.");
        var gone = new HashSet<object>((items as List<object?> ?? [items]).ConvertAll(ValueComparer.Key), ValueComparer.Instance);
        return list.FindAll(item => !gone.Contains(ValueComparer.Key(item)));
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

    private static long Amount(object? amount, string key) => amount switch
    {
        int number => number,
        long number => number,
        _ => throw new UnsupportedValueFault(key, amount?.GetType() ?? typeof(object), "the amount to add is not an integer."),
    };

    /// <summary>An integer and so much more, or just that where there was none.</summary>
    internal static object Incremented(object? old, bool exists, string key, long by = 1) => old switch
    {
        null when !exists => FrontmatterValue.From(by, key)!,
        int number => FrontmatterValue.From(number + by, key)!,
        long number => FrontmatterValue.From(number + by, key)!,
        _ => throw new UnsupportedValueFault(key, old?.GetType() ?? typeof(object), "it is not an integer, so it cannot be incremented."),
    };
}
