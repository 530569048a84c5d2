using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Model values from JSON, and as text that shows their types.</summary>
internal static class Model
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static OrderedDictionary Map(params (string Key, object? Value)[] entries)
    {
        var map = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            map[key] = value;
        return map;
    }

    public static List<object?> List(params object?[] items) => [.. items];

    public static object? FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <summary>Types included: <c>{a: int 1, b: [str x]}</c>, keys in ordinal order.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => "str " + JsonSerializer.Serialize(text, Relaxed),
        int or long => FormattableString.Invariant($"int {value}"),
        double number => FormattableString.Invariant($"float {number:R}"),
        OrderedDictionary map => "{" + string.Join(", ", map.Cast<DictionaryEntry>()
            .OrderBy(entry => (string)entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Show(entry.Value)}")) + "}",
        List<object?> list => "[" + string.Join(", ", list.Select(Show)) + "]",
        _ => throw new InvalidOperationException($"{value.GetType()} is not in the model."),
    };

    private static double Special(string number) => number switch
    {
        "NaN" => double.NaN,
        "-0" => -0.0,
        "-Infinity" => double.NegativeInfinity,
        _ => double.PositiveInfinity,
    };

    private static object Number(JsonElement element)
    {
        if (element.TryGetInt32(out var small))
            return small;
        return element.TryGetInt64(out var large) ? (object)large : element.GetDouble();
    }

    /// <summary>JSON of a model value without NaN and infinities.</summary>
    public static string ToJson(object? value) => value switch
    {
        OrderedDictionary map => "{" + string.Join(",", map.Cast<DictionaryEntry>()
            .Select(entry => JsonSerializer.Serialize((string)entry.Key) + ":" + ToJson(entry.Value))) + "}",
        List<object?> list => "[" + string.Join(",", list.Select(ToJson)) + "]",
        _ => JsonSerializer.Serialize(value),
    };

    private static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => Number(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.Object when element.TryGetProperty("$number", out var number) => Special(number.GetString()!),
        // A date without quotes is a string to us.
        JsonValueKind.Object when element.TryGetProperty("$date", out var date) => date.GetString()!.Replace("T00:00:00.000Z", "", StringComparison.Ordinal),
        JsonValueKind.Object when element.TryGetProperty("$undefined", out _) => null,
        JsonValueKind.Object => Map([.. element.EnumerateObject().Select(property => (property.Name, Read(property.Value)))]),
        _ => throw new InvalidOperationException(),
    };
}
