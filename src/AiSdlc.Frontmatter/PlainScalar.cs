
namespace AiSdlc.Frontmatter;

/// <summary>
/// Which strings may stand without quotes. The shape follows js-yaml's dumper, so that new text looks as the Node tool's;
/// beyond it, whatever any YAML 1.1 or 1.2 reader could take for something else is refused.
/// </summary>
internal static class PlainScalar
{
    private const string NumberCharacters = "0123456789abcdefABCDEF_.:+-xXoOtTzZ ";

    public static bool IsSafe(string text)
    {
        if (text.Length == 0 || "-?:,[]{}#&*!|=<>'\"%@`~ ".Contains(text[0]) || text[text.Length - 1] == ' ')
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsPrintable(text[i]) || ",[]{}:".Contains(text[i]) || text[i] == '#' && text[i - 1] == ' ')
                return false;
        }
        return !IsWord(text) && !LooksLikeNumber(text);
    }

    /// <summary>Whether every reader takes the character as it is, in any style. A surrogate counts as printable.</summary>
    public static bool IsPrintable(char c) => c is (>= ' ' and <= '~') or (>= '\u00A1' and <= '\uFFFD')
        and not ('\u2028' or '\u2029' or '\uFEFF');

    private static bool IsWord(string text) => text.Length <= 5 && text.ToUpperInvariant()
        is "NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or ".INF" or "+.INF" or "-.INF" or ".NAN";

    // Wider than any number, date or sexagesimal of any reader: "1.2.3" gains quotes it could do without.
    private static bool LooksLikeNumber(string text)
    {
        if (text[0] is not ((>= '0' and <= '9') or '+' or '.'))
            return false;
        foreach (var c in text)
        {
            if (!NumberCharacters.Contains(c))
                return false;
        }
        return true;
    }
}
