using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using YamlDotNet.Core;

namespace AiSdlc.Frontmatter;

/// <summary>The text of any value of the model, in the file's style.</summary>
/// <param name="style">The file's style.</param>
/// <param name="useBlockScalars">Text of several lines may become a literal block.</param>
internal sealed class ValueWriter(BlockStyle style, bool useBlockScalars)
{
    /// <summary>
    /// Lines of a value in block style. The first one continues the line of its key or dash and is empty for a collection
    /// under a key; the others are whole lines.
    /// </summary>
    /// <param name="value">A value of the model.</param>
    /// <param name="column">Column of the key or dash.</param>
    /// <param name="isItem">It follows a dash.</param>
    /// <param name="old">Style of the scalar it replaces.</param>
    public List<string> Block(object? value, int column, bool isItem, ScalarStyle old = ScalarStyle.Any) => value switch
    {
        OrderedDictionary { Count: > 0 } map => Nest(map.Cast<DictionaryEntry>()
            .Select(entry => Pair((string)entry.Key, entry.Value, ColumnOfMap(column, isItem))), ColumnOfMap(column, isItem), isItem),
        List<object?> { Count: > 0 } list when !IsFlow(list) => Nest(list
            .Select(item => Item(item, ColumnOfList(column, isItem))), ColumnOfList(column, isItem), isItem),
        OrderedDictionary or List<object?> => [Flow(value)],
        _ when useBlockScalars => ScalarWriter.Lines(value, old, ColumnOfMap(column, isItem)),
        _ => [ScalarWriter.Inline(value, old)],
    };

    /// <summary>Lines of a key and its value; the first one starts at the key.</summary>
    public List<string> Pair(string key, object? value, int column) =>
        Prefix(Key(key) + ":", Block(value, column, isItem: false));

    /// <summary>Lines of an item; the first one starts at the dash.</summary>
    public List<string> Item(object? item, int column) => Prefix("-", Block(item, column, isItem: true));

    /// <summary>A value on one line, in brackets where it is a collection.</summary>
    public string Flow(object? value, ScalarStyle old = ScalarStyle.Any) => value switch
    {
        OrderedDictionary map => "{" + string.Join(", ", map.Cast<DictionaryEntry>().Select(entry => FlowPair((string)entry.Key, entry.Value))) + "}",
        List<object?> list => "[" + string.Join(", ", list.Select(item => Flow(item))) + "]",
        _ => ScalarWriter.Inline(value, old),
    };

    public string FlowPair(string key, object? value) => Key(key) + ": " + Flow(value);

    private static string Key(string key) => ScalarWriter.Inline(key);

    private bool IsFlow(List<object?> list) =>
        style.PrefersFlowLists && list.TrueForAll(item => item is not (OrderedDictionary or List<object?>));

    private int ColumnOfMap(int column, bool isItem) => column + (isItem ? 2 : style.MapStep);

    private int ColumnOfList(int column, bool isItem) => column + (isItem ? 2 : style.ListStep);

    private static List<string> Prefix(string prefix, List<string> lines)
    {
        lines[0] = lines[0].Length == 0 ? prefix : prefix + " " + lines[0];
        return lines;
    }

    // The first line of each entry starts at its key or dash; all but the first entry of a list item's value are indented.
    private static List<string> Nest(IEnumerable<List<string>> entries, int column, bool isItem)
    {
        var lines = new List<string>();
        if (!isItem)
            lines.Add("");
        foreach (var entry in entries)
        {
            if (lines.Count > 0)
                entry[0] = new string(' ', column) + entry[0];
            lines.AddRange(entry);
        }
        return lines;
    }
}
