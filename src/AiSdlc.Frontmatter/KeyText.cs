using System;
using System.Globalization;
using YamlDotNet.Core.Events;

namespace AiSdlc.Frontmatter;

/// <summary>Keys are strings: a plain key that reads as another type becomes that value's text, as in JavaScript.</summary>
internal static class KeyText
{
    public static string Read(Scalar key, Events events)
    {
        var text = Tags.Resolve(key, events) switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string name => name,
            double number => FromDouble(number),
            var number => Convert.ToString(number, CultureInfo.InvariantCulture),
        };
        // js-yaml 3 would set the prototype of its object, and lose the value.
        return text is null or "__proto__"
            ? throw events.Fault(key.Start.Index, "unsupported-key", $"The key {key.Value} is not the same to every reader.")
            : text;
    }

    private static string? FromDouble(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E') || double.IsNaN(number) || double.IsInfinity(number) ? null : text;
    }
}
