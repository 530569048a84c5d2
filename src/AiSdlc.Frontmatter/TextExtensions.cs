namespace AiSdlc.Frontmatter;

/// <summary>String members that netstandard2.0 lacks; elsewhere the string's own win.</summary>
internal static class TextExtensions
{
    public static bool Contains(this string text, char c) => text.IndexOf(c, 0) >= 0;

    public static bool EndsWith(this string text, char c) => text.Length > 0 && text[text.Length - 1] == c;
}
