using System;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>
/// Writes documents of everything that YAML allows and of much that it does not, at the places where readers differ: white space, empty
/// values, brackets, block scalars, anchors and tags. Every third one is damaged by a token more or less.
/// </summary>
internal sealed class WildWriter(Random random)
{
    private static readonly string[] Tokens =
    [
        " ", "  ", "\t", "\n", "\n ", "\n\n", "\t\n", ":", ": ", " :", "-", "- ", "\n- ", "?", "? ", ",", "[", "]", "{", "}", "#", " #", "'", "\"", "&x ", "*x", "!!str ", "! ",
        "|", "|\n", ">", "%", "@", "`", "~", "=", "<<: *x\n", "\\", ".", "...", "\n...\n", "a", "0", "\u2028", "\u00A0", "\uFEFF",
    ];

    private static readonly string[] Scalars =
    [
        "word", "two words", "x y  z", "1", "-7", "010", "1:30", "0x1F", "1_000", "1.50", "1e3", "true", "null", "~", "yes", "2026-01-13", "a:b", "a#b", "-x", ":x", "=", "a,b", "http://x/y?z=1",
        "'single'", "'it''s'", "\"double\"", "\"\\u00e9\\n\"", "'2026-01-13'", "\"1\"", "''", "\"\"", "é", "😀", "\"\u2028\"", "'a # b'", "\"[x\"", "'{'", "09", ".5", "+1",
    ];

    private static readonly string[] Reserved = ["@x", "`x", "%x", "|x", ">x", "!x", "&", "*y", "- x", "-", "? x", "'x", "\"x", ": x", "x: y", "]", "}", ","];

    public static Document Create(int seed)
    {
        var random = new Random(seed);
        return new WildWriter(random).Write();
    }

    private Document Write()
    {
        var pieces = Enumerable.Range(0, random.Next(1, 5)).Select(i => new Document.Piece(Above(), "k" + i, Entry("k" + i, 0, 3))).ToList();
        if (Rarely(3))
        {
            var at = random.Next(pieces.Count);
            pieces[at] = pieces[at] with { Entry = Damage(pieces[at].Entry[..^1]) + "\n" };
        }
        var newLine = Rarely(6) ? "\r\n" : "\n";
        string With(string text) => newLine == "\n" ? text : text.Replace("\n", newLine, StringComparison.Ordinal);
        var end = (Rarely(12) ? "...\n" : Rarely(6) ? Blank() : "") + "---\n# Body\n";
        return new Document(newLine, With("---\n"), [.. pieces.Select(piece => new Document.Piece(With(piece.Above), piece.Key, With(piece.Entry)))], With(end));
    }

    private bool Rarely(int times) => random.Next(times) == 0;

    private string One(params string[] choices) => choices[random.Next(choices.Length)];

    private string Damage(string text)
    {
        var at = random.Next(text.Length + 1);
        var damaged = Rarely(3) ? text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)) : text.Insert(at, One(Tokens));
        return string.Concat(damaged.EnumerateRunes().Where(rune => rune.Value != 0xFFFD)); // no half of a pair
    }

    private string Above() => Rarely(4) ? Blank() : "";

    private string Blank() => One("\n", "  \n", "\t\n", " \t\n", "# c\n", "  # c\n", "\t# c\n", "#\n", "\n# c\n\n");

    private string Tail() => (Rarely(5) ? One(" # c", "  ", "\t", " \t# c", "\t# c") : "") + "\n";

    private string Entry(string name, int column, int depth)
    {
        var key = !Rarely(10) ? name : One($"'{name}'", $"\"{name}\"", $"{name} ", $"{name}\t", $"&k {name}", $"!!str {name}", $"? {name}\n{Pad(column)}");
        return Pad(column) + key + ":" + Value(column, depth, isItem: false);
    }

    /// <summary>From after the colon or dash to the end of the entry's last line.</summary>
    private string Value(int column, int depth, bool isItem) => random.Next(depth > 0 ? 14 : 9) switch
    {
        0 => Tail(),
        1 or 2 => Gap() + Scalar() + Tail(),
        3 => Gap() + Properties() + Scalar() + Tail(),
        4 => Gap() + Folding(column + 1) + Tail(),
        5 => Gap() + BlockScalar(column),
        6 or 7 => Gap() + (Rarely(8) ? Properties() : "") + Flow(2, column) + Tail(),
        8 => Rarely(2) ? " *x" + Tail() : " &x " + Scalar() + Tail(),
        9 or 10 => (Rarely(8) ? " &x" : "") + Tail() + Items(column + (isItem ? 2 : random.Next(3)), depth - 1),
        11 when isItem => Gap() + Compact(column + 2, depth - 1),
        _ when isItem => Gap() + Entry("m", 0, depth - 1)[..^1] + "\n" + Pairs(column + 2, depth - 1, 0),
        _ => (Rarely(8) ? " &x" : "") + Tail() + Pairs(column + random.Next(1, 5), depth - 1, 1),
    };

    private string Gap() => Rarely(8) ? One("  ", "\t", " \t", "   ") : " ";

    private string Properties() => One("&x ", "!!str ", "&y !!str ", "! ", "&x\t", "&x  ");

    private string Scalar() => Rarely(40) ? One(Reserved) : One(Scalars);

    // A scalar over several lines.
    private string Folding(int column)
    {
        var quote = One("", "'", "\"");
        var at = quote.Length > 0 && Rarely(5) ? "" : Pad(column + random.Next(3));
        return quote + "one" + One("\n", " \n", "\n\n", "\n\t\n", quote == "\"" ? "\\\n" : "\n") + at + One("two", "2", "# two", "- two", "two: x") + quote;
    }

    private string BlockScalar(int column)
    {
        var pad = column + random.Next(1, 4);
        var text = new StringBuilder(One("|", ">") + One("", "-", "+") + (Rarely(5) ? One("1", "2", "3") : "") + Tail());
        if (Rarely(5))
            text.Append(One("\n", Pad(pad) + "\n", Pad(pad + 2) + "\n", "\t\n"));
        for (var i = random.Next(3); i > 0; i--)
            text.Append(Pad(pad)).Append(One("text", "- x", "# no comment", " more", "\ttab", "a: b")).Append(One("\n", "\n\n", " \n", "\n" + Pad(pad) + "\n", "\n\t\n"));
        return text.ToString();
    }

    private string Items(int column, int depth) => Rarely(3) ? Compact(column, depth, first: Pad(column)) : Compact(column, 0, first: Pad(column));

    private string Compact(int column, int depth, string first = "")
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 4); i > 0; i--)
            text.Append(text.Length == 0 ? first : (Rarely(6) ? Blank() : "") + Pad(column)).Append('-').Append(Value(column, depth, isItem: true));
        return text.ToString();
    }

    private string Pairs(int column, int depth, int min) => string.Concat(Enumerable.Range(0, random.Next(min, 4))
        .Select(i => (Rarely(8) ? Blank() : "") + Entry("n" + i, column, depth)));

    private string Flow(int depth, int column)
    {
        var items = Enumerable.Range(0, random.Next(4)).Select(_ => FlowEntry(depth, column)).ToList();
        var close = (Rarely(6) ? One(" ", ",", " , ", "\n" + Pad(column + 1)) : "");
        return Rarely(2)
            ? "[" + Space(column) + string.Join(Comma(column), items.Select(item => item.Item)) + close + "]"
            : "{" + Space(column) + string.Join(Comma(column), items.Select((item, i) => One($"f{i}", $"\"f{i}\"", $"'f{i}'", $"f{i}") + item.Pair)) + close + "}";
    }

    private (string Item, string Pair) FlowEntry(int depth, int column)
    {
        var value = (Rarely(12) ? Properties() : "") + (depth > 0 && Rarely(3) ? Flow(depth - 1, column) : Scalar());
        return (Rarely(10) ? One("a: ", "a:", "a :", "? a: ", "? b: ") + One(value, "") : value,
            Rarely(6) ? One("", ":", " :", ": ", ":" + value, " : " + value, " :" + value) : ": " + value);
    }

    private string Comma(int column) => Rarely(5) ? One(",", " , ", ",\n" + Pad(column + 1), " # c\n" + Pad(column + 1) + ", ", " ") : ", ";

    private string Space(int column) => Rarely(6) ? One(" ", "\n" + Pad(column + 1), "\t") : "";

    private static string Pad(int column) => new(' ', column);
}
