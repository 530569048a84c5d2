using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>A parameter that takes names of keys, or tables of keys with something for each, or both.</summary>
internal sealed class NamesAndTable
{
    private readonly List<string> _names = [];
    private readonly OrderedDictionary _table = new(System.StringComparer.Ordinal);

    public NamesAndTable(object[]? values)
    {
        foreach (var value in values ?? [])
        {
            if (TableOf(value) is not { } table)
            {
                _names.Add(LanguagePrimitives.ConvertTo<string>(value));
                continue;
            }

            foreach (DictionaryEntry entry in table)
            {
                _table[entry.Key] = entry.Value;
            }
        }
    }

    public IReadOnlyList<string> Names => _names;

    public IDictionary Table => _table;

    private static IDictionary? TableOf(object value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is IDictionary map ? PowerShellValues.UnwrapItems(map) : PowerShellValues.Unwrap(value) as IDictionary;
}
