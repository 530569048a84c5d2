using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Xml;

namespace AiSdlc.Frontmatter;

/// <summary>
/// The model of a value: null, bool, int, long, double, string, List&lt;object?&gt;, OrderedDictionary (ordinal string keys).
/// </summary>
internal static class FrontmatterValue
{
    /// <summary>
    /// Turns any CLR value into the model, as a deep copy. Lists stay lists whatever their length; ordered dictionaries keep
    /// their order, others are put in ordinal order of their keys. Throws <see cref="UnsupportedValueFault"/>, and what an
    /// enumerable throws itself.
    /// </summary>
    /// <param name="value">The value. DateTime and DateTimeOffset become ISO 8601 UTC strings; a DateTime of unspecified
    /// kind is local time, as <c>Get-Date</c> gives it, and at midnight the date that it is.</param>
    /// <param name="key">Where it stands, for the fault: <c>review_history</c>.</param>
    public static object? From(object? value, string key)
    {
        try
        {
            return new Converter().Convert(value);
        }
        catch (UnsupportedValueFault fault)
        {
            var path = key.Length == 0 && fault.Key.Length > 0 && fault.Key[0] == '.' ? fault.Key.Substring(1) : key + fault.Key;
            throw new UnsupportedValueFault(path, fault.ValueType, fault.Message);
        }
    }

    /// <summary>A deep copy of a value of the model.</summary>
    public static object? Copy(object? value) => value switch
    {
        OrderedDictionary map => CopyMap(map),
        List<object?> list => list.ConvertAll(Copy),
        _ => value,
    };

    /// <summary>
    /// Equality of model values: numbers by value (10 is 10.0), lists item by item, maps by key in any order.
    /// </summary>
    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (OrderedDictionary first, OrderedDictionary second) => SameMap(first, second),
        (List<object?> first, List<object?> second) => first.Count == second.Count && !first.Where((item, i) => !Same(item, second[i])).Any(),
        (int or long or double, int or long or double) => ToDouble(a).Equals(ToDouble(b)),
        _ => Equals(a, b),
    };

    private static OrderedDictionary CopyMap(OrderedDictionary map)
    {
        var copy = NodeData.NewMap(map.Count);
        foreach (DictionaryEntry entry in map)
            copy.Add(entry.Key, Copy(entry.Value));
        return copy;
    }

    private static bool SameMap(OrderedDictionary a, OrderedDictionary b) =>
        a.Count == b.Count && a.Keys.Cast<string>().All(key => b.Contains(key) && Same(a[key], b[key]));

    // Integers of the model are within 2^53 - 1: exact as doubles.
    private static double ToDouble(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);

    /// <summary>Its faults say where the value stands below the outermost one: <c>[2].score</c>.</summary>
    private sealed class Converter
    {
        private readonly Stack<object> _around = new();
        private int _count;

        public object? Convert(object? value)
        {
            if (++_count > Limits.Values)
                throw new UnsupportedValueFault("", value?.GetType() ?? typeof(object), $"More than {Limits.Values} values.");
            return value switch
            {
                null or DBNull => null,
                bool => value,
                string text => ScalarValue.FromText(text),
                IDictionary map => FromMap(map),
                // It lists its children, as empty lists at the end.
                XmlNode => ScalarValue.From(value),
                IEnumerable list => FromList(list),
                _ => ScalarValue.From(value),
            };
        }

        private void Enter(object collection)
        {
            foreach (var outer in _around)
            {
                if (ReferenceEquals(outer, collection))
                    throw new UnsupportedValueFault("", collection.GetType(), "The value contains itself.");
            }
            if (_around.Count == Limits.Depth - 1)
                throw new UnsupportedValueFault("", collection.GetType(), $"The value is nested more than {Limits.Depth} levels deep.");
            _around.Push(collection);
        }

        private List<object?> FromList(IEnumerable list)
        {
            Enter(list);
            var items = new List<object?>();
            try
            {
                foreach (var item in list)
                    items.Add(Convert(item));
            }
            catch (UnsupportedValueFault fault)
            {
                throw fault.Below(string.Format(CultureInfo.InvariantCulture, "[{0}]", items.Count));
            }
            _around.Pop();
            return items;
        }

        private OrderedDictionary FromMap(IDictionary map)
        {
            Enter(map);
            var entries = Entries(map);
            if (map is not OrderedDictionary && !IsOrdered(map.GetType()))
                entries = entries.OrderBy(entry => ScalarValue.FromKey(entry.Key), StringComparer.Ordinal);
            var converted = NodeData.NewMap();
            foreach (var entry in entries)
            {
                var key = ScalarValue.FromKey(entry.Key);
                if (converted.Contains(key))
                    throw new UnsupportedValueFault("", map.GetType(), $"Two keys of the map read as {key}.");
                converted[key] = FromEntry(key, entry.Value);
            }
            _around.Pop();
            return converted;
        }

        // Cast<DictionaryEntry> would meet the KeyValuePair of a generic dictionary.
        private static IEnumerable<DictionaryEntry> Entries(IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
                yield return entry;
        }

        private object? FromEntry(string key, object? value)
        {
            try
            {
                return Convert(value);
            }
            catch (UnsupportedValueFault fault)
            {
                throw fault.Below("." + key);
            }
        }

        // OrderedDictionary<TKey, TValue> of .NET 9, by name: this library is built for older ones.
        private static bool IsOrdered(Type type) => type.Name == "OrderedDictionary`2";
    }
}
