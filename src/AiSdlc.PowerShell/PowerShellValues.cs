using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Xml;

namespace AiSdlc.Commands;

/// <summary>Takes PowerShell's wrapping off values, so that the core never sees PowerShell.</summary>
internal sealed class PowerShellValues
{
    // The maps and lists that the current value is inside of.
    private readonly Stack<object> _outer = new();

    private PowerShellValues()
    {
    }

    /// <summary>
    /// The value itself, its items and its members unwrapped too; a custom object, or one of a class of a script, becomes an ordered
    /// map. An ordered map stays ordered. What contains itself is left as it is there: the core refuses it by name.
    /// </summary>
    public static object? Unwrap(object? value) => new PowerShellValues().Plain(value);

    /// <summary>The same for a map.</summary>
    public static IDictionary? Unwrap(IDictionary? map) => (IDictionary?)Unwrap((object?)map);

    /// <summary>The same for items to add or remove: a command without output gives none.</summary>
    public static IDictionary? UnwrapItems(IDictionary? map)
    {
        if (map is null)
        {
            return null;
        }

        IDictionary items = map is IOrderedDictionary ? new OrderedDictionary() : new Hashtable();
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Value != AutomationNull.Value)
            {
                items[entry.Key] = entry.Value;
            }
        }

        return Unwrap(items);
    }

    private object? Plain(object? value) => value switch
    {
        PSObject none when none == AutomationNull.Value => null,
        PSObject { BaseObject: PSCustomObject } custom => Inside(custom, () => Members(custom)),
        PSObject wrapped => Plain(wrapped.BaseObject),
        string or XmlNode => value,
        SwitchParameter flag => (bool)flag,
        IDictionary map => Inside(map, () => Map(map)),
        IEnumerable items => Inside(items, () => Items(items)),
        not (null or System.Enum) when value.GetType().Assembly.IsDynamic => Inside(value, () => Members(PSObject.AsPSObject(value))),
        _ => value,
    };

    private object Inside(object container, System.Func<object> copy)
    {
        foreach (var other in _outer)
        {
            if (ReferenceEquals(other, container))
            {
                return container;
            }
        }

        _outer.Push(container);
        var plain = copy();
        _outer.Pop();
        return plain;
    }

    private IDictionary Map(IDictionary map)
    {
        IDictionary plain = map is IOrderedDictionary ? new OrderedDictionary() : new Hashtable();
        foreach (DictionaryEntry entry in map)
        {
            plain[Plain(entry.Key)!] = Plain(entry.Value);
        }

        return plain;
    }

    private List<object?> Items(IEnumerable items)
    {
        var plain = new List<object?>();
        foreach (var item in items)
        {
            plain.Add(Plain(item));
        }

        return plain;
    }

    private OrderedDictionary Members(PSObject custom)
    {
        var plain = new OrderedDictionary();
        foreach (var property in custom.Properties)
        {
            plain[property.Name] = Plain(property.Value);
        }

        return plain;
    }
}
