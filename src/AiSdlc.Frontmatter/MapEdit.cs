using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;

namespace AiSdlc.Frontmatter;

/// <summary>
/// Changes of a map, made as one: an OrderedDictionary goes through all of its keys for each that is set or removed. The map itself does
/// not change.
/// </summary>
internal sealed class MapEdit(OrderedDictionary map)
{
    private readonly Dictionary<string, object?> _set = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private readonly List<string> _added = [];

    /// <summary>The value as it is after the changes so far; null for a key that is not there.</summary>
    public object? this[string key]
    {
        get => _set.TryGetValue(key, out var value) ? value : _removed.Contains(key) ? null : map[key];
        set
        {
            if (!Contains(key))
                _added.Add(key);
            _set[key] = value;
        }
    }

    public bool Contains(string key) => _set.ContainsKey(key) || (map.Contains(key) && !_removed.Contains(key));

    /// <summary>Removes a key of the map. One that was set by this edit stays.</summary>
    public void Remove(string key) => _removed.Add(key);

    /// <summary>The map with its changes: new keys come last.</summary>
    public OrderedDictionary Apply()
    {
        var changed = NodeData.NewMap(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            var key = (string)entry.Key;
            if (!_removed.Contains(key))
                changed.Add(key, _set.TryGetValue(key, out var value) ? value : entry.Value);
        }
        foreach (var key in _added)
            changed.Add(key, _set[key]);
        return changed;
    }
}
