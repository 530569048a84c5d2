using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>One random frontmatter in random styles, in pieces: what stands above each key's entry, and the entry.</summary>
internal sealed record Document(string NewLine, string Start, List<Document.Piece> Pieces, string End)
{
    internal sealed record Piece(string Above, string Key, string Entry);

    public string Text => Before(Pieces.Count) + End;

    /// <summary>Everything before the piece's entry, comments above it included.</summary>
    public string Before(int piece) => Start + string.Concat(Pieces.Take(piece).Select(one => one.Above + one.Entry))
        + (piece < Pieces.Count ? Pieces[piece].Above : "");

    /// <summary>Everything after the piece's entry.</summary>
    public string After(int piece) => string.Concat(Pieces.Skip(piece + 1).Select(one => one.Above + one.Entry)) + End;

    /// <summary>From the next entry on, without what stands above it.</summary>
    public string Below(int piece) => piece + 1 < Pieces.Count ? Pieces[piece + 1].Entry + After(piece + 1) : End[End.IndexOf("---", StringComparison.Ordinal)..];

    public override string ToString() => Text;
}

/// <summary>Writes random documents. It knows nothing of the writer under test.</summary>
internal sealed class DocumentWriter(Random random)
{
    private readonly int _step = random.Next(1, 5);
    private readonly int _listStep = random.Next(0, 4);

    public static Document Create(int seed)
    {
        var random = new Random(seed);
        return new DocumentWriter(random).Write();
    }

    private Document Write()
    {
        var newLine = random.Next(3) == 0 ? "\r\n" : "\n";
        string End(string text) => text.Replace("\n", newLine, StringComparison.Ordinal);
        var pieces = Enumerable.Range(0, random.Next(1, 8))
            .Select(i => (Above: Above(0), Key: Key(i)))
            .Select(piece => new Document.Piece(End(piece.Above), piece.Key, End(Entry(piece.Key, 0, 3)))).ToList();
        var start = (random.Next(5) == 0 ? "\uFEFF" : "") + "---" + (random.Next(5) == 0 ? "yaml" : "") + newLine;
        var body = random.Next(4) switch { 0 => "", 1 => newLine, 2 => newLine + "# Body" + newLine + "--- x" + newLine, _ => newLine + "no final newline" };
        return new Document(newLine, start, pieces, End(Above(0)) + "---" + body);
    }

    private string Above(int column) => random.Next(4) switch
    {
        0 => "\n",
        1 => Pad(column) + "# comment: [x\n",
        2 when random.Next(3) == 0 => "\n" + Pad(column) + "#\n\n",
        _ => "",
    };

    private string Key(int i) => random.Next(6) switch
    {
        0 => $"'k {i}'",
        1 => $"\"k\\t{i}\"",
        2 => $"k-{i}.x",
        _ => $"key{i}",
    };

    private string Entry(string key, int column, int depth) => Pad(column) + key + ":" + Value(column, depth, isItem: false);

    /// <summary>From after the colon or dash to the end of the entry's last line.</summary>
    private string Value(int column, int depth, bool isItem, bool isLast = false) => random.Next(depth > 0 ? 10 : 6) switch
    {
        // An empty last item of an inner list is refused.
        0 when isLast => " null" + Tail(),
        0 => random.Next(2) == 0 ? Tail() : " |" + Chomp() + Tail() + Lines(column, isItem),
        1 => " >" + Chomp() + Tail() + Lines(column, isItem),
        2 or 3 or 4 => " " + Scalar() + Tail(),
        5 => " " + Flow(2) + Tail(),
        6 or 7 => (isItem ? " - " + Scalar() + Tail() : Tail()) + Items(isItem ? column + 2 : column + _listStep, depth - 1),
        _ => isItem ? CompactMap(column + 2, depth - 1) : Tail() + Pairs(column + _step, depth - 1, 1),
    };

    private string Items(int column, int depth)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 4); i > 0; i--)
            text.Append(Above(column)).Append(Pad(column)).Append('-').Append(Value(column, depth, isItem: true, isLast: i == 1));
        return text.ToString();
    }

    private string Pairs(int column, int depth, int min) => string.Concat(Enumerable.Range(0, random.Next(min, 4))
        .Select(i => Above(column) + Entry("n" + i, column, depth)));

    private string CompactMap(int column, int depth) => " first: " + Scalar() + Tail() + Pairs(column, depth, 0);

    private string Flow(int depth) => random.Next(depth > 0 ? 4 : 1) switch
    {
        1 => "[" + string.Join(Comma(), Enumerable.Range(0, random.Next(4)).Select(_ => Flow(depth - 1))) + "]",
        2 => "[ " + Flow(depth - 1) + " , " + Flow(depth - 1) + ", ]",
        3 => "{" + string.Join(Comma(), Enumerable.Range(0, random.Next(4)).Select(i => (random.Next(2) == 0 ? $"\"f{i}\":" : $"f{i}: ") + Flow(depth - 1))) + "}",
        _ => Scalar(),
    };

    private string Comma() => random.Next(3) == 0 ? "," : ", ";

    private string Scalar() => random.Next(12) switch
    {
        0 => "'single ''quoted'' # text'",
        1 => "\"double \\\"quoted\\\" \\u00e9\"",
        2 => "true",
        3 => "null",
        4 => "~",
        5 => random.Next(-99, 99).ToString(System.Globalization.CultureInfo.InvariantCulture),
        6 => "1.50",
        7 => "'2026-01-13'",
        8 => "2026-01-13",
        9 => "''",
        10 => "plain text é😀",
        _ => "word" + random.Next(9),
    };

    private string Tail() => random.Next(4) switch { 0 => " # tail: {", 1 when random.Next(3) == 0 => "  ", _ => "" } + "\n";

    private string Chomp() => random.Next(3) == 0 ? "" : "-";

    private string Lines(int column, bool isItem)
    {
        var pad = Pad(column + (isItem ? 2 : _step));
        return pad + "text one # no comment\n" + (random.Next(2) == 0 ? "\n" : "") + (random.Next(2) == 0 ? pad + "- two: {\n" : "");
    }

    private static string Pad(int column) => new(' ', column);
}
