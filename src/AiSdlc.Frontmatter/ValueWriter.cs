using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter;

/// <summary>Where the parts of a value stand: the columns of a map's keys and of a list's dashes.</summary>
/// <param name="Map">Column of the keys, and of the text of a block scalar.</param>
/// <param name="List">Column of the dashes.</param>
/// <param name="IsItem">The value follows a dash, and its first part stands on that line.</param>
internal readonly record struct Columns(int Map, int List, bool IsItem);

/// <summary>The text of any value of the model, in the file's style.</summary>
/// <param name="style">The file's style.</param>
/// <param name="useBlockScalars">Text of several lines may become a literal block.</param>
/// <param name="sources">Values whose text is kept.</param>
internal sealed class ValueWriter(BlockStyle style, bool useBlockScalars, SourceTexts sources)
{
    /// <summary>The same for values that come instead of others.</summary>
    public ValueWriter Keeping(SourceTexts others) => new(style, useBlockScalars, others);

    /// <summary>Columns of the value of a key in a column.</summary>
    public Columns Below(int column) => new(column + style.MapStep, column + style.ListStep, IsItem: false);

    /// <summary>Columns of an item whose value starts in a column.</summary>
    public static Columns After(int column) => new(column, column, IsItem: true);

    /// <summary>
    /// Lines of a value in block style. The first one continues the line of its key or dash and is empty for a collection
    /// under a key; the others are whole lines.
    /// </summary>
    /// <param name="value">A value of the model.</param>
    /// <param name="columns">Where its parts stand.</param>
    /// <param name="old">Style of the scalar it replaces.</param>
    public List<string> Block(object? value, Columns columns, ScalarStyle old = ScalarStyle.Any) => Block(value, columns, null, old);

    /// <summary>Lines of a key and its value; the first one starts at the key.</summary>
    public List<string> Pair(string key, object? value, int column) => Pair(key, value, column, null);

    /// <summary>Lines of an item; the first one starts at the dash.</summary>
    public List<string> Item(object? item, int column) => Item(item, column, null);

    /// <summary>Whether the value is written over lines of its own, as entries below each other.</summary>
    public bool IsBlock(object? value) => value is OrderedDictionary { Count: > 0 } || (value is List<object?> { Count: > 0 } list && !IsFlow(list));

    /// <summary>A value on one line, in brackets where it is a collection.</summary>
    public string Flow(object? value, ScalarStyle old = ScalarStyle.Any) => Flow(value, null, old);

    public string FlowPair(string key, object? value) => FlowPair(key, value, null);

    private List<string> Block(object? value, Columns columns, Node? source, ScalarStyle old)
    {
        source ??= sources.Find(value);
        return value switch
        {
            OrderedDictionary { Count: > 0 } map => Nest(columns.Map, columns.IsItem, map.Cast<DictionaryEntry>()
                .Select((entry, i) => Pair((string)entry.Key, entry.Value, columns.Map, SourceTexts.Part(source, (string)entry.Key, i)))),
            List<object?> { Count: > 0 } list when !IsFlow(list) => Nest(columns.List, columns.IsItem, list
                .Select((item, i) => Item(item, columns.List, SourceTexts.Part(source, null, i)))),
            OrderedDictionary or List<object?> => [Flow(value, source, old)],
            _ when sources.Read(source, isFlow: false) is { } kept => [kept],
            _ when useBlockScalars => ScalarWriter.Lines(value, old, columns.Map),
            _ => [ScalarWriter.Inline(value, old)],
        };
    }

    private List<string> Pair(string key, object? value, int column, Node? source) =>
        Prefix(Key(key) + ":", Block(value, Below(column), source, ScalarStyle.Any));

    private List<string> Item(object? item, int column, Node? source) => Prefix("-", Block(item, After(column + 2), source, ScalarStyle.Any));

    private string Flow(object? value, Node? source, ScalarStyle old)
    {
        source ??= sources.Find(value);
        return value switch
        {
            OrderedDictionary map => "{" + string.Join(", ", map.Cast<DictionaryEntry>()
                .Select((entry, i) => FlowPair((string)entry.Key, entry.Value, SourceTexts.Part(source, (string)entry.Key, i)))) + "}",
            List<object?> list => "[" + string.Join(", ", list.Select((item, i) => Flow(item, SourceTexts.Part(source, null, i), ScalarStyle.Any))) + "]",
            _ => sources.Read(source, isFlow: true) ?? ScalarWriter.Inline(value, old),
        };
    }

    private string FlowPair(string key, object? value, Node? source) => Key(key) + ": " + Flow(value, source, ScalarStyle.Any);

    private static string Key(string key) => ScalarWriter.Inline(key);

    private bool IsFlow(List<object?> list) =>
        style.PrefersFlowLists && list.TrueForAll(item => item is not (OrderedDictionary or List<object?>));

    private static List<string> Prefix(string prefix, List<string> lines)
    {
        lines[0] = lines[0].Length == 0 ? prefix : prefix + " " + lines[0];
        return lines;
    }

    // The first line of each entry starts at its key or dash; all but the first entry of a list item's value are indented.
    private static List<string> Nest(int column, bool isItem, IEnumerable<List<string>> entries)
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
