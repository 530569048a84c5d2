using System;
using System.Linq;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Values to write: nasty ones by hand, and random ones from a seed.</summary>
internal static class Values
{
    private static readonly string[] Fragments =
    [
        "a", "b", "Z", "7", "0", "12", ".", ",", ":", ": ", " :", "#", " #", " ", "  ", "-", "- ", "?", "? ", "'", "''", "\"", "\\", "\\n", "[", "]",
        "{", "}", "&", "*", "!", "!!str ", "|", ">", "%", "@", "`", "~", "=", "<<", "\t", "\n", "\n\n", "\r", "\r\n", "\n ", "\n\t", "\n- ", "\n#", "\n---\n",
        "\n...\n", "é", "ü", "漢字", "😀", "\u00A0", "\u0085", "\u2028", "\u2029", "\uFEFF", "\u0000", "\u0001", "\u001B", "\u007F", "\u0080", "\u009F",
        "\uFFFD", "\uFFFE", "\uFFFF", "\uE000", "\U0010FFFF", "\u200B", "\u3000", "true", "null", "yes", "e", "E", "x", "o", "_", "+", "/", "T", "2026-01-13",
    ];

    /// <summary>Strings that some reader takes for something else, or that some style can't hold.</summary>
    public static string[] Nasty { get; } =
    [
        "", " ", "  ", "\n", "\n\n", "\t", "\r", "\r\n", "a\n", "a\n\n", "\na", " a", "a ", "a\n b", " a\nb", "a \nb", "a\n \nb", "a\n\t\nb", "a\tb", "\ta", "a\t",
        "true", "True", "TRUE", "tRUE", "false", "False", "FALSE", "null", "Null", "NULL", "nULL", "~", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
        "y", "Y", "n", "N", "nil", "none", "None", "undefined", "NaN", "Infinity", "-Infinity", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "-.inf", "+.inf", "+.INF", ".Nan",
        "0", "-0", "+0", "00", "1", "-1", "+1", "01", "0123", "08", "09", "0o17", "0O17", "0x1F", "0X1F", "-0x1F", "0b11", "0B11", "1_000", "1__0", "_1", "1_", "0_", "0x_1", "0b1_0",
        "1.0", "1.", ".5", "-.5", "+.5", "1.5.2", "1e3", "1E3", "1e+3", "1e-3", "1.e3", ".5e3", "1e", "e1", "1.5e", "1234567e8", "0e0", "12e03", "685e523", "1,000", "1.10", "._1", "1._0",
        "12:30", "12:30:45", "1:2:3", "12:60", "190:20:30", "190:20:30.15", "-1:30", "+1:30", "01:30", "0:0", "12:30.5", "::", ":", "a:", ":a", "a:b", "a: b", "a :b", "http://x/y?z=1#f",
        "2026-01-13", "2026-1-3", "2026-13-45", "2026-01-13T10:00:00Z", "2026-01-13 10:00:00", "2026-01-13t10:00:00.123+02:00", "2001-12-14 21:59:43.10 -5", "20260113", "2026-01", "10:00",
        "-", "--", "---", "----", "--- a", "- a", "-a", "...", "... a", "..", ".", ".a", ".gitignore", "?", "? a", "?a", "<<", "<<:", "<", "<a>", "=", "==", "=a", ">", ">a", "> a", "|", "|-", "|a",
        "!", "!a", "!!str", "!!str a", "!<x>", "&", "&a", "& a", "*", "*a", "* a", "%", "%YAML 1.2", "%a", "@", "@a", "`", "`a", "#", "#a", "a#", "a #b", "a# b", "a\t#b",
        "[", "]", "[]", "[a]", "a[0]", "{", "}", "{}", "{a: 1}", "a{b}", ",", ",a", "a,", "a,b", "a, b", "'", "''", "'a'", "a'", "it's", "\"", "\"a\"", "a\"b", "\\", "\\n", "a\\b", "\\\\server\\x",
        "a\n---\nb", "---\na", "a\n...\nb", "a\n--- b", "a\n# b", "# a\nb", "a\n- b", "- a\n- b", "a: 1\nb: 2", "key: |\n  text", "a\n\nb", "a\n\n\nb\n", "a\nb\n", "a\n\tb", "\ta\nb", "a\rb", "a\r\nb\r\n",
        "\u0000", "a\u0000b", "\u0007", "\u001B[31mred\u001B[0m", "\u007F", "\u0080", "\u0085", "a\u0085b", "\u009F", "\u00A0", "a\u00A0", "\u00A0a", "\u00AD", "\u200B", "\u200Ba", "\u200D", "\u2028", "a\u2028b", "a\u2029b",
        "\uFEFF", "\uFEFFa", "a\uFEFFb", "\uFFFD", "\uFFFE", "\uFFFF", "\uE000", "\uF8FF", "é", "e\u0301", "ñandú", "漢字", "日本語のタイトル", "שלום", "مرحبا", "😀", "😀 a", "a 😀", "👨\u200D👩\u200D👧", "\U0001F1E6\U0001F1FA", "\U0010FFFF", "\U0001FFFE",
        "__proto__", "constructor", "toString", "hasOwnProperty", "$ref", "${x}", "{{x}}", "<b>", "a & b", "a | b", "100%", "50 %", "$5.00", "C#", "F# and C#", "#1", "a - b", "a -b", "S-0034", "feature/x-y_z",
        "deadbeef", "0deadbeef", "1a2b3c4", "3e8f00d", "12345678901234567890", "9007199254740993", "0.1", "00.1", "1.7976931348623157e308", "1e400", "0x", "0b", "0o", "+", "+a", "-.", "+.", "- ", "-\t", "? ", ": ", ":\t",
        "Title: subtitle", "Fix: the \"thing\" isn't #1", "a, b & c", "* bullet", "- [ ] task", "- [x] done", "> quote", "| a | b |", "```\ncode\n```", "a\\\nb", "trailing  \nspaces  \n", "  indented\n    more\n",
        "null\n", "1\n", "true\nfalse", "2026-01-13\n", "\"a\nb\"", "'a\nb'", "a'b\"c", "\\u0041", "\\x41", "%41", "&amp;", "a\u0001\nb", "é\nü\n", "😀\n😀", "x\n" + new string(' ', 3) + "y", new string('a', 5000), string.Concat(Enumerable.Repeat("word ", 400)) + "end",
        string.Concat(Enumerable.Repeat("line of text\n", 200)), new string('x', 1030) + ": y", new string('-', 80), new string('=', 80), new string('#', 80), "a" + new string(' ', 200) + "b",
    ];

    public static object?[] Scalars { get; } =
    [
        null, true, false, 0, 1, -1, 42, int.MaxValue, int.MinValue, 3_000_000_000L, -3_000_000_000L, (1L << 53) - 1, -(1L << 53) + 1, 8L, 10, 100, 1000000,
        0.0, -0.0, 0.1, -0.1, 0.5, 1.5, 10.0, 100.0, 1e3, 1e10, 1e15, 1e16, 1e20, 1e21, 1e22, 1e100, 1e-5, 1e-6, 1e-7, 1e-10, 1e-300, 123.456, 1.0 / 3, 2.0 / 3, Math.PI, Math.E,
        double.MaxValue, double.MinValue, double.Epsilon, 2.2250738585072014e-308, 9007199254740992.0, 9007199254740993.0, 1.7976931348623157e308, 5e-324, 4.35, 0.1 + 0.2, 1e5, 123456789.125,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    public static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => Fragments[random.Next(Fragments.Length)]));

    /// <summary>A random value, nested at most <paramref name="depth"/> levels deep.</summary>
    public static object? Random(Random random, int depth) => random.Next(depth > 0 ? 10 : 7) switch
    {
        0 => Nasty[random.Next(Nasty.Length)],
        1 => Scalars[random.Next(Scalars.Length)],
        2 => random.Next(-1000, 1000),
        3 => BitConverter.Int64BitsToDouble(random.NextInt64()),
        4 => "word" + random.Next(100),
        5 or 6 => RandomText(random),
        7 or 8 => Enumerable.Range(0, random.Next(4)).Select(_ => Random(random, depth - 1)).ToList(),
        _ => RandomMap(random, depth - 1),
    };

    public static System.Collections.Specialized.OrderedDictionary RandomMap(Random random, int depth)
    {
        var map = Model.Map();
        for (var i = random.Next(4); i > 0; i--)
            map[RandomKey(random)] = Random(random, depth);
        return map;
    }

    public static string RandomKey(Random random)
    {
        var key = random.Next(3) == 0 ? RandomText(random) : "key" + random.Next(30);
        return key == "__proto__" ? "proto" : key;
    }
}
