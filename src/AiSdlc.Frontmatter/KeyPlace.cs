using System.Text.RegularExpressions;

namespace AiSdlc.Frontmatter;

/// <summary>A key at the top of the block, and where its value stands in the file.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Column in that line, in UTF-16 units from 1.</param>
/// <param name="IsPlainDate">A date without quotes: js-yaml makes a moment of it, and writes it back as one.</param>
/// <param name="IsCut">A value without quotes that a comment ends: <c>Fix bug #12</c> is <c>Fix bug</c>.</param>
internal readonly record struct KeyPlace(string Key, int Line, int Column, bool IsPlainDate, bool IsCut)
{
    // js-yaml 3.14, lib/js-yaml/type/timestamp.js.
    private static readonly Regex Date = new(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}\\z|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}", RegexOptions.CultureInvariant);

    /// <summary>Whether a comment follows a value without quotes.</summary>
    public static bool IsFollowed(string text, Node value) => value is ScalarNode { Style: ScalarStyle.Plain }
        && text.Substring(value.End, Lines.Break(text, value.End) - value.End).TrimStart() is ['#', ..];

    /// <summary>Whether js-yaml takes the value for a date.</summary>
    public static bool IsDate(Node value) => value is ScalarNode { Style: ScalarStyle.Plain, HasTag: false, Value: string text } && Date.IsMatch(text);
}
