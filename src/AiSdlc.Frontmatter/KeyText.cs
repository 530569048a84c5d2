using System;
using System.Globalization;

namespace AiSdlc.Frontmatter;

/// <summary>Keys are strings: a plain key that reads as another type becomes that value's text, as in JavaScript.</summary>
internal static class KeyText
{
    public static string Read(ScalarNode key, YamlCursor cursor)
    {
        var text = key.Value switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string name => name,
            double number => FromDouble(number),
            var number => Convert.ToString(number, CultureInfo.InvariantCulture),
        };
        return text != null && IsWritable(text)
            ? text
            : throw cursor.Fault(key.Start, "unsupported-key", "The key is not the same to every reader, or too long.");
    }

    /// <summary>js-yaml 3 takes <c>__proto__</c> for the prototype of its object, and loses the value.</summary>
    public static bool IsWritable(string key) => key.Length <= Limits.KeyLength && key != "__proto__";

    private static string? FromDouble(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E') || double.IsNaN(number) || double.IsInfinity(number) ? null : text;
    }
}
