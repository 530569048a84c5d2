using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>
/// The text of a scalar, such that js-yaml 3 and 4, PyYAML and any core reader get the same value and type from it. Long
/// text is never folded: a fold is a rewrite of text nobody changed.
/// </summary>
internal static class ScalarWriter
{
    /// <summary>A scalar on one line, in the old style where that can hold it.</summary>
    public static string Inline(object? value, ScalarStyle old = ScalarStyle.Any) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => Number(number),
        string text => Text(text, old),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>
    /// A scalar where a block scalar may stand: a literal or folded one if the old value was, or for text of several lines.
    /// The first line is the text or the header, the rest is indented by <paramref name="indent"/>.
    /// </summary>
    public static List<string> Lines(object? value, ScalarStyle old, int indent)
    {
        var isBlock = old is ScalarStyle.Literal or ScalarStyle.Folded;
        if (value is not string text || !(isBlock || text.Contains('\n') && old != ScalarStyle.DoubleQuoted) || !FitsBlock(text))
            return [Inline(value, isBlock ? ScalarStyle.Any : old)];
        var isFolded = old == ScalarStyle.Folded && FitsFolded(text);
        var lines = new List<string> { (isFolded ? ">" : "|") + (text.EndsWith('\n') ? "" : "-") };
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (isFolded && lines.Count > 1)
                lines.Add("");
            lines.Add(line.Length == 0 ? "" : new string(' ', indent) + line);
        }
        return lines;
    }

    public static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
            quoted.Append(Escape(c));
        return quoted.Append('"').ToString();
    }

    private static string Text(string text, ScalarStyle old)
    {
        if (old != ScalarStyle.DoubleQuoted && IsAllPrintable(text))
            return old != ScalarStyle.SingleQuoted && PlainScalar.IsSafe(text) ? text : "'" + text.Replace("'", "''") + "'";
        return DoubleQuoted(text);
    }

    private static bool IsAllPrintable(string text)
    {
        foreach (var c in text)
        {
            if (!PlainScalar.IsPrintable(c))
                return false;
        }
        return true;
    }

    // A literal block is exact for every reader unless it starts with white space (which needs an indentation indicator),
    // ends in more than one line break, or holds lines of nothing but white space.
    private static bool FitsBlock(string text)
    {
        if (text.Length == 0 || text[0] is ' ' or '\t' or '\n' || text.EndsWith("\n\n", StringComparison.Ordinal))
            return false;
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0 && string.IsNullOrWhiteSpace(line) || !IsAllPrintable(line.Replace('\t', ' ')))
                return false;
        }
        return true;
    }

    // Folding joins lines that neither are empty nor start with white space: only text of such lines is exact.
    private static bool FitsFolded(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.Length == 0 || line[0] is ' ' or '\t')
                return false;
        }
        return true;
    }

    // YAML 1.1 readers need the dot and the sign of the exponent: 1e21 is a string to PyYAML.
    private static string Number(double number)
    {
        if (double.IsNaN(number))
            return ".nan";
        if (double.IsInfinity(number))
            return number > 0 ? ".inf" : "-.inf";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != number)
            text = number.ToString("G17", CultureInfo.InvariantCulture);
        var parts = text.Split('E');
        var mantissa = parts[0].Contains('.') ? parts[0] : parts[0] + ".0";
        return parts.Length == 1 ? mantissa : mantissa + "e" + parts[1];
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when PlainScalar.IsPrintable(c) => c.ToString(),
        <= '\u00FF' => string.Format(CultureInfo.InvariantCulture, "\\x{0:X2}", (int)c),
        _ => string.Format(CultureInfo.InvariantCulture, "\\u{0:X4}", (int)c),
    };
}
