using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AiSdlc.Frontmatter;

/// <summary>
/// The type of a plain scalar as js-yaml 3 (the Node tool's reader) decides it, except that a date stays the string it is.
/// Rules: js-yaml 3.14, lib/js-yaml/type/{null,bool,int,float}.js.
/// </summary>
internal static class ScalarResolver
{
    /// <summary>Largest integer that every reader holds exactly: 2^53 - 1.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    private static readonly Regex Integer = new(
        "^[-+]?(?:0|0b[01_]*[01]|0x[0-9a-fA-F_]*[0-9a-fA-F]|0[0-7_]*[0-7]|[1-9](?:[0-9_]*[0-9])?|[1-9][0-9_]*(?::[0-5]?[0-9])+)\\z",
        RegexOptions.CultureInvariant);

    private static readonly Regex Float = new(
        "^(?:[-+]?(?:0|[1-9][0-9_]*)(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
        + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*)(?<!_)\\z",
        RegexOptions.CultureInvariant);

    public static object? Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE":
                return true;
            case "false" or "False" or "FALSE":
                return false;
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                return double.PositiveInfinity;
            case "-.inf" or "-.Inf" or "-.INF":
                return double.NegativeInfinity;
            case ".nan" or ".NaN" or ".NAN":
                return double.NaN;
            default:
                return IsNumberLike(text) ? ResolveNumber(text) : text;
        }
    }

    /// <summary>The number as the model has it: int where it fits, else long up to 2^53 - 1, else double.</summary>
    private static object Narrow(double number) => number switch
    {
        > MaxInteger or < -MaxInteger => (object)number,
        >= int.MinValue and <= int.MaxValue => (int)number,
        _ => (long)number,
    };

    private static bool IsNumberLike(string text) => text[0] is (>= '0' and <= '9') or '+' or '-' or '.';

    private static object ResolveNumber(string text)
    {
        // The common cases, a small number and a date, without a regular expression: in a new process the first one takes milliseconds.
        if (text.Length < 10 && (text[0] != '0' || text.Length == 1) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var small))
            return small;
        if (text.Length > 4 && text[4] == '-' && text[3] is >= '0' and <= '9')
            return text;
        if (Integer.IsMatch(text))
            return Narrow(ParseInteger(text.Replace("_", "")));
        return Float.IsMatch(text) ? ParseFloat(text.Replace("_", "")) : text;
    }

    private static double ParseInteger(string text)
    {
        var isNegative = text[0] == '-';
        var digits = text.TrimStart('-', '+');
        var number = digits switch
        {
            ['0', 'b', ..] => ParseRadix(digits, 2, 2),
            ['0', 'x', ..] => ParseRadix(digits, 2, 16),
            ['0', ..] => ParseRadix(digits, 1, 8),
            _ => ParseSexagesimal(digits),
        };
        return isNegative ? 0 - number : number;
    }

    private static double ParseFloat(string text)
    {
        var number = ParseSexagesimal(text.TrimStart('-', '+'));
        return text[0] == '-' ? -number : number;
    }

    private static double ParseRadix(string digits, int from, int radix)
    {
        var number = 0d;
        for (var i = from; i < digits.Length; i++)
            number = number * radix + Convert.ToInt32(digits[i].ToString(), 16);
        return number;
    }

    private static double ParseSexagesimal(string digits)
    {
        var number = 0d;
        foreach (var part in digits.Split(':'))
            number = number * 60 + ParseDecimal(part);
        return number;
    }

    // .NET Framework knows no number for what is too large.
    private static double ParseDecimal(string digits) =>
        double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.PositiveInfinity;
}
