using System;
using System.Collections.Generic;
using System.Collections.Specialized;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Random changes of data at any depth: a key or item goes, comes or changes.</summary>
internal static class Mutation
{
    private static object? Of(Random random, object? value, int depth) => value switch
    {
        OrderedDictionary map when depth > 0 => OfMap(random, map, depth),
        List<object?> { Count: > 0 } list when depth > 0 => OfList(random, list, depth),
        _ => Values.Random(random, depth),
    };

    public static OrderedDictionary OfMap(Random random, OrderedDictionary map, int depth)
    {
        var at = random.Next(map.Count);
        switch (map.Count == 0 ? 1 : random.Next(5))
        {
            case 0:
                map.RemoveAt(at);
                break;
            case 1:
                map[Values.RandomKey(random)] = Values.Random(random, depth - 1);
                break;
            default:
                map[at] = Of(random, map[at], depth - 1);
                break;
        }
        return map;
    }

    private static List<object?> OfList(Random random, List<object?> list, int depth)
    {
        var at = random.Next(list.Count);
        switch (random.Next(5))
        {
            case 0:
                list.RemoveAt(at);
                break;
            case 1:
                list.Insert(random.Next(list.Count + 1), Values.Random(random, depth - 1));
                break;
            default:
                list[at] = Of(random, list[at], depth - 1);
                break;
        }
        return list;
    }
}
