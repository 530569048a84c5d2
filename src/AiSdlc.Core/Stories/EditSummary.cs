using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using AiSdlc.Frontmatter;

namespace AiSdlc.Stories;

/// <summary>An edit in words, for -WhatIf and -Confirm: old and new value of each key that changes, and what is done to the body.</summary>
internal static class EditSummary
{
    private const int Longest = 60;

    /// <summary>Such as <c>status: backlog → ready; reviewer: (none) → Ada; ## Review Notes: + Good.</c>.</summary>
    public static string Describe(OrderedDictionary before, OrderedDictionary after, string? body)
    {
        var changes = Keys(before).Union(Keys(after))
            .Where(key => before.Contains(key) != after.Contains(key) || !FrontmatterValue.Same(before[key], after[key]))
            .Select(key => $"{key}: {Show(before, key)} → {Show(after, key)}")
            .ToList();
        if (body is not null)
        {
            changes.Add(Shortened(body));
        }

        return changes.Count > 0 ? string.Join("; ", changes) : "nothing changes";
    }

    private static IEnumerable<string> Keys(OrderedDictionary map) => map.Keys.Cast<string>();

    private static string Show(OrderedDictionary map, string key) => map.Contains(key) ? Shortened(Show(map[key])) : "(none)";

    /// <summary>A value in words.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool truth => truth ? "true" : "false",
        List<object?> list => "[" + string.Join(", ", list.Select(Show)) + "]",
        OrderedDictionary map => "{" + string.Join(", ", map.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}: {Show(entry.Value)}")) + "}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static string Shortened(string text) => text.Length <= Longest ? text : text.Substring(0, Longest) + "…";
}
