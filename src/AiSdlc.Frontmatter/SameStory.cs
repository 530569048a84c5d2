using System;

namespace AiSdlc.Frontmatter;

/// <summary>
/// Whether two files with one id are copies of one story, or two stories that were given the same id apart from each other. A story keeps the day of
/// its creation, and hardly ever changes both slug and title.
/// </summary>
internal static class SameStory
{
    /// <summary>True for copies of one story.</summary>
    /// <param name="one">The value of a key in one of them; null for none.</param>
    /// <param name="other">The same in the other.</param>
    public static bool Is(Func<string, object?> one, Func<string, object?> other)
    {
        bool Same(string key) => FrontmatterValue.Same(one(key), other(key));
        return Same("created") && ((one("slug") != null && Same("slug")) || Same("title"));
    }

    /// <summary>True for copies of one story.</summary>
    /// <exception cref="FrontmatterFault">One of them cannot be read.</exception>
    public static bool Is(byte[] one, byte[] other) => Is(StoryText.Parse(one).ValueOf, StoryText.Parse(other).ValueOf);
}
