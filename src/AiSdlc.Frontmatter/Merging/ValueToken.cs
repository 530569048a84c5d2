using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>A value as one text: the same text for values that are the same, by <see cref="FrontmatterValue.Same"/>.</summary>
internal static class ValueToken
{
    // What tells an element of a list from others, whatever else in it changes.
    private static readonly string[] Identities = ["id", "iteration", "timestamp", "startedAt", "name"];

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    /// <summary>What an element of a list is known by: of a map its id, number, moment or name; null where it has none.</summary>
    public static string? Identity(object? value) =>
        value is OrderedDictionary map && Array.Find(Identities, key => map[key] is not (null or OrderedDictionary or List<object?>)) is { } known
            ? known + " " + Of(map[known])
            : null;

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append('~');
                break;
            case bool flag:
                text.Append(flag ? '+' : '-');
                break;
            case string words:
                text.Append('"').Append(words.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');
                break;
            case List<object?> list:
                text.Append('[');
                list.ForEach(item => Write(item, text.Append(' ')));
                text.Append(']');
                break;
            case OrderedDictionary map:
                text.Append('{');
                foreach (var entry in map.Cast<DictionaryEntry>().OrderBy(entry => (string)entry.Key, StringComparer.Ordinal))
                {
                    Write(entry.Key, text.Append(' '));
                    Write(entry.Value, text);
                }
                text.Append('}');
                break;
            default:
                text.Append(Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
                break;
        }
    }
}
