using System.Globalization;
using System.Text;

namespace AiSdlc;

/// <summary>
/// Text from outside as a screen or a log may show it. A story, a file name, a record or a program can say anything, and a
/// terminal or a CI server obeys some of it. Everything that is shown goes through here; data in objects stays as it is.
/// </summary>
/// <remarks>
/// <para>Control characters are written as <c>less</c> writes them: <c>^[</c> for an escape, <c>^J</c> for a line end, <c>&lt;U+202E&gt;</c> for what has
/// no caret notation. So are the line separators of Unicode, and what turns the direction of text around (CVE-2021-42574).</para>
/// <para>CI servers take commands from lines of a log: GitHub <c>::error::</c> at the start of a line, indented too, and <c>##[error]</c> anywhere; Azure
/// <c>##vso[…]</c> and TeamCity <c>##teamcity[…]</c>. Their first character is written as its number.</para>
/// </remarks>
public static class VisibleText
{
    /// <summary>The text on one line, with nothing in it that a terminal or a CI server obeys; empty for null.</summary>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return string.Empty;
        }

        var lastColons = text.LastIndexOf("::", System.StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsObeyed(text, i, lastColons))
            {
                return Escaped(text, i, lastColons);
            }
        }

        return text;
    }

    private static string Escaped(string text, int from, int lastColons)
    {
        var visible = new StringBuilder(text, 0, from, text.Length + 16);
        for (var i = from; i < text.Length; i++)
        {
            if (IsObeyed(text, i, lastColons))
            {
                visible.Append(Notation(text[i]));
            }
            else
            {
                visible.Append(text[i]);
            }
        }

        return visible.ToString();
    }

    private static bool IsObeyed(string text, int at, int lastColons) => text[at] switch
    {
        ':' => StartsCommand(text, at, lastColons),
        '#' => StartsBracketCommand(text, at),
        < ' ' or (>= '\u007F' and <= '\u009F') => true,
        '\u2028' or '\u2029' => true, // line and paragraph separator
        '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true, // direction
        _ => false,
    };

    // ::name …::text. Where a line begins is known to the view alone, which may wrap. So it counts wherever the whole command could stand, or
    // its beginning at that of the text or of a word; C++ and Rust have names with :: inside.
    private static bool StartsCommand(string text, int at, int lastColons) =>
        at + 2 < text.Length && text[at + 1] == ':' && IsLetter(text[at + 2])
        && (at == 0 || text[at - 1] <= ' ' || lastColons > at + 2);

    private static bool StartsBracketCommand(string text, int at)
    {
        if (at + 2 >= text.Length || text[at + 1] != '#')
        {
            return false;
        }

        var end = at + 2;
        while (end < text.Length && IsLetter(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == '[';
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static string Notation(char c) => c switch
    {
        < ' ' => "^" + (char)(c + '@'),
        '\u007F' => "^?",
        _ => "<U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture) + ">",
    };
}
