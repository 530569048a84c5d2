using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>Keys that one side gave another name while the other side changed their values.</summary>
internal sealed class RenamedKeys
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>A key is renamed where a new one stands at its place with its value.</summary>
    public static RenamedKeys Find(OrderedDictionary old, OrderedDictionary ours, OrderedDictionary theirs)
    {
        var renamed = new RenamedKeys();
        var (oldKeys, ourKeys) = (Keys(old), Keys(ours));
        for (var i = 0; i < oldKeys.Count; i++)
        {
            var key = oldKeys[i];
            if (ours.Contains(key) || !theirs.Contains(key) || FrontmatterValue.Same(old[key], theirs[key]))
                continue;
            var at = i == 0 ? 0 : ourKeys.IndexOf(oldKeys[i - 1]) + 1;
            if ((at > 0 || i == 0) && at < ourKeys.Count && ourKeys[at] is var name && !old.Contains(name) && !theirs.Contains(name) && FrontmatterValue.Same(old[key], ours[name]))
                renamed._names[key] = name;
        }
        return renamed;
    }

    /// <summary>A map with the new names.</summary>
    public OrderedDictionary In(OrderedDictionary map)
    {
        if (_names.Count == 0)
            return map;
        var renamed = NodeData.NewMap(map.Count);
        foreach (DictionaryEntry entry in map)
            renamed.Add(_names.TryGetValue((string)entry.Key, out var name) ? name : (string)entry.Key, entry.Value);
        return renamed;
    }

    private static List<string> Keys(OrderedDictionary map) => [.. map.Keys.Cast<string>()];
}
