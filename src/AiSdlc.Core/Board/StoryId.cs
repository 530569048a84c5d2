using System.Linq;

namespace AiSdlc.Board;

/// <summary>Story ids, checked before they get anywhere near a path.</summary>
internal static class StoryId
{
    private const int Longest = 100;

    /// <summary>True for a plain name: ASCII letters, digits, dashes and underscores, beginning with a letter or digit.</summary>
    public static bool IsPlain(string id) =>
        id.Length is > 0 and <= Longest && IsAlphanumeric(id[0]) && id.All(c => IsAlphanumeric(c) || c is '-' or '_');

    private static bool IsAlphanumeric(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
