
namespace AiSdlc.Frontmatter;

/// <summary>
/// Reads a block as stories mostly have it: keys that are words, values of one line, lists and maps by indentation. At anything
/// else it gives up (null), and the parser decides. What it does read is the tree that <see cref="YamlReader"/> builds, at a
/// fraction of the cost.
/// </summary>
internal sealed class SimpleYamlReader
{
    // More than any story needs. It bounds the recursion, for what is inside stands further right.
    private const int LastColumn = 40;

    // So few that comparing them all is the cheapest way to find a duplicate.
    private const int MostKeys = 64;

    // The same keys stand in every story of a board, and mostly the same days, states and labels. A race between two threads costs one string.
    private const int LongestWord = 12;
    private static readonly string[] Words = new string[256];

    private readonly string _text;
    private int _line;

    private SimpleYamlReader(string text) => _text = text;

    /// <summary>The root map; null where the parser has to decide.</summary>
    public static CollectionNode? Read(string text)
    {
        var block = new SimpleYamlReader(text);
        return text.IndexOf('\t') < 0 && block.FindLine() == 0 && block.ReadMap(0) is { } root && block._line == text.Length ? root : null;
    }

    // Goes to the next line that is neither blank nor a comment; its column, or -1 at the end.
    private int FindLine()
    {
        while (_line < _text.Length)
        {
            var first = SkipSpaces(_line);
            if (first < _text.Length && _text[first] is not ('#' or '\r' or '\n'))
                return first - _line;
            _line = Lines.Next(_text, _line);
        }
        return -1;
    }

    // The first key stands in this column of the line, maybe after a dash.
    private CollectionNode? ReadMap(int column)
    {
        var map = Open(column, isMap: true);
        for (var indent = column; indent >= column; indent = FindLine())
        {
            if (indent > column || column > LastColumn || ReadPair(column) is not { } pair || !IsNew(map, pair.Name!))
                return null;
            map.Add(pair);
        }
        return map;
    }

    private CollectionNode? ReadList(int column)
    {
        var list = Open(column, isMap: false);
        for (var indent = column; indent > column || (indent == column && IsDash(_line + column)); indent = FindLine())
        {
            if (indent > column || ReadItem(_line + column) is not { } item)
                return null;
            list.Add(item);
        }
        return list;
    }

    private Entry? ReadPair(int column)
    {
        var start = _line + column;
        var end = KeyEnd(start);
        if (end < 0)
            return null;
        var name = Word(start, end - start);
        if (ScalarResolver.Resolve(name) is not string || !KeyText.IsWritable(name))
            return null;
        var at = SkipSpaces(end + 1);
        var value = EndsAt(at) ? ReadBelow(column, end + 1) : ReadInline(at);
        return value == null ? null : new Entry { Start = start, KeyEnd = end, After = end + 1, Name = name, Value = value };
    }

    private static bool IsNew(CollectionNode map, string name) =>
        map.Entries.Count < MostKeys && !map.Entries.Exists(entry => entry.Name == name);

    private string Word(int start, int length)
    {
        var slot = ((length * 31) + (_text[start] * 7) + _text[start + length - 1] + (_text[start + (length / 2)] * 3)) & (Words.Length - 1);
        var known = Words[slot];
        return known?.Length == length && string.CompareOrdinal(known, 0, _text, start, length) == 0
            ? known
            : Words[slot] = _text.Substring(start, length);
    }

    private string Text(int start, int length) => length is > 0 and <= LongestWord ? Word(start, length) : _text.Substring(start, length);

    private Entry? ReadItem(int dash)
    {
        var at = SkipSpaces(dash + 1);
        var value = EndsAt(at) ? null : KeyEnd(at) > 0 ? ReadMap(at - _line) : ReadInline(at);
        return value == null ? null : new Entry { Start = dash, KeyEnd = dash, After = dash + 1, Value = value };
    }

    // The value of a key that has none on its line.
    private Node? ReadBelow(int column, int after)
    {
        _line = Lines.Next(_text, after);
        var indent = FindLine();
        if (indent >= column && IsDash(_line + indent))
            return ReadList(indent);
        return indent > column ? ReadMap(indent) : new ScalarNode(after, after, ScalarStyle.Plain, null);
    }

    private Node? ReadInline(int at)
    {
        Node? value = _text[at] switch
        {
            '\'' or '"' => ReadQuoted(at),
            '[' or '{' => ReadEmpty(at),
            _ => ReadPlain(at),
        };
        if (value == null || !EndsAt(SkipSpaces(value.End)))
            return null;
        _line = Lines.Next(_text, value.End);
        return value;
    }

    private ScalarNode? ReadQuoted(int at)
    {
        var quote = _text[at];
        for (var i = at + 1; i < _text.Length && _text[i] is not ('\\' or '\n'); i++)
        {
            if (_text[i] == quote)
                return new ScalarNode(at, i + 1, quote == '"' ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted, Text(at + 1, i - at - 1));
        }
        return null;
    }

    private CollectionNode? ReadEmpty(int at) => at + 1 < _text.Length && (_text[at], _text[at + 1]) is ('[', ']') or ('{', '}')
        ? new CollectionNode(at, isMap: _text[at] == '{', isFlow: true) { End = at + 2 }
        : null;

    private ScalarNode? ReadPlain(int at)
    {
        if (!IsPlainStart(at))
            return null;
        var end = at;
        for (var i = at; i < _text.Length && _text[i] is not ('\r' or '\n'); i++)
        {
            if (_text[i] == '#' && _text[i - 1] == ' ')
                break;
            if (_text[i] is '\uFEFF' or '\u00A0' || (_text[i] == ':' && IsBreak(i + 1)))
                return null;
            if (_text[i] != ' ')
                end = i + 1;
        }
        return new ScalarNode(at, end, ScalarStyle.Plain, ScalarResolver.Resolve(Text(at, end - at)));
    }

    private bool IsPlainStart(int at) => IsWord(_text[at]) || _text[at] is '.' or '/' or '(' or '~' or >= '\u00A1'
        || (_text[at] == '-' && at + 1 < _text.Length && char.IsDigit(_text[at + 1]));

    // Where the key ends that starts here; -1 when none does, or none that is a single word.
    private int KeyEnd(int start)
    {
        var end = start;
        while (end < _text.Length && (IsWord(_text[end]) || (_text[end] == '-' && end > start)))
            end++;
        return end > start && end < _text.Length && _text[end] == ':' && IsBreak(end + 1) ? end : -1;
    }

    private bool IsDash(int at) => _text[at] == '-' && IsBreak(at + 1);

    private bool IsBreak(int at) => at >= _text.Length || _text[at] is ' ' or '\r' or '\n';

    // Whether nothing but a comment follows on the line.
    private bool EndsAt(int at) => at >= _text.Length || _text[at] is '\r' or '\n' || (_text[at] == '#' && _text[at - 1] == ' ');

    private int SkipSpaces(int at)
    {
        while (at < _text.Length && _text[at] == ' ')
            at++;
        return at;
    }

    private CollectionNode Open(int column, bool isMap) => new(_line + column, isMap, isFlow: false);

    private static bool IsWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
