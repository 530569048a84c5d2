using System.Text;
using System.Text.RegularExpressions;

namespace AiSdlc.Board;

/// <summary>Makes text from outside safe to show and to store, by the rules of the Node tool (sanitizeReasonText, src/core/story/lookup.ts).</summary>
internal static class ReasonText
{
    private const int Longest = 200;
    private const string Ellipsis = "...";

    // In this order: colour and cursor sequences; titles and links, closed by BEL or by ST; lone escapes.
    private static readonly Regex Escapes = new("\u001B\\[[0-9;]*[a-zA-Z]|\u001B\\][^\u0007]*\u0007|\u001B\\][^\u001B]*\u001B\\\\|\u001B", RegexOptions.CultureInvariant);
    private static readonly Regex Breaks = new("[\n\r\t]", RegexOptions.CultureInvariant);
    private static readonly Regex Unwanted = new("[`|>\u0000-\u001F\u007F-\u009F]", RegexOptions.CultureInvariant);

    /// <summary>One line of at most 200 characters without control characters, backticks, pipes and angles, in normal form C.</summary>
    public static string Sanitize(string text)
    {
        var line = Unwanted.Replace(Breaks.Replace(Escapes.Replace(text, string.Empty), " "), string.Empty).Normalize(NormalizationForm.FormC);
        return (line.Length > Longest ? line.Substring(0, Longest - Ellipsis.Length) + Ellipsis : line).Trim();
    }
}
