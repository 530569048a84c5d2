using System;
using System.Linq;
using System.Text.Json.Nodes;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>A random edit of what a reader reads, which can be made in another reader's reading too.</summary>
internal sealed class JsonEdit(int seed)
{
    private static readonly string[] Fresh = ["\"new\"", "12", "null", "\"a\\nb\"", "[1, \"x\"]", "{\"p\": 1, \"q\": [\"r\"]}", "[{\"s\": 1, \"t\": 2}]", "[]", "\"2027-01-13\"", "{}", "\"\\u2028\"", "[[1]]"];

    /// <summary>The key at the top that changes; null after <see cref="Apply"/> where one was added.</summary>
    public string? Key { get; private set; }

    /// <summary>Changes the reading; the same seed changes the same in readings of the same shape.</summary>
    public JsonObject Apply(JsonObject reading)
    {
        var random = new Random(seed);
        var data = (JsonObject)reading.DeepClone();
        if (data.Count == 0 || random.Next(8) == 0)
        {
            data["added"] = Value(random);
            return data;
        }
        Key = data.ElementAt(random.Next(data.Count)).Key;
        if (random.Next(8) == 0)
            data.Remove(Key);
        else
            data[Key] = Changed(data[Key]?.DeepClone(), random);
        return data;
    }

    private static JsonNode? Changed(JsonNode? value, Random random)
    {
        var choice = random.Next(6);
        return value switch
        {
            _ when choice == 0 => Value(random),
            JsonArray list => ChangedList(list, choice, random),
            JsonObject map when IsMap(map) => ChangedMap(map, choice, random),
            _ => choice < 3 ? new JsonArray(value, Value(random)) : Value(random),
        };
    }

    private static JsonArray ChangedList(JsonArray list, int choice, Random random)
    {
        var at = random.Next(list.Count);
        if (list.Count == 0 || choice == 1)
            list.Add(Value(random));
        else if (choice == 2)
            list.RemoveAt(at);
        else if (choice == 3)
            return new JsonArray([.. list.Reverse().Select(item => item?.DeepClone())]);
        else if (choice == 4)
            list.Insert(at, Value(random));
        else
            list[at] = Changed(list[at]?.DeepClone(), random);
        return list;
    }

    private static JsonObject ChangedMap(JsonObject map, int choice, Random random)
    {
        var key = map.Count == 0 || choice == 1 ? "added" : map.ElementAt(random.Next(map.Count)).Key;
        if (choice == 2)
            map.Remove(key);
        else if (choice == 1)
            map[key] = Value(random);
        else
            map[key] = Changed(map[key]?.DeepClone(), random);
        return map;
    }

    // A date or a number that JSON lacks is a scalar.
    private static bool IsMap(JsonObject map) => !map.Any(pair => pair.Key.StartsWith('$'));

    private static JsonNode? Value(Random random) => JsonNode.Parse(Fresh[random.Next(Fresh.Length)]);
}
