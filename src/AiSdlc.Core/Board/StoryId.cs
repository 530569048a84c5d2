using System.Linq;
using System.Text.RegularExpressions;

namespace AiSdlc.Board;

/// <summary>Story ids, checked before they get anywhere near a path.</summary>
internal static class StoryId
{
    private const int Longest = 100;

    // "Naming Files, Paths, and Namespaces" (Windows): in every folder these name a device.
    private static readonly Regex Device = new("^(con|prn|aux|nul|com[0-9]|lpt[0-9])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>
    /// True for a plain name: ASCII letters, digits, dashes and underscores, beginning with a letter or digit; and no Windows device.
    /// </summary>
    public static bool IsPlain(string id) =>
        id.Length is > 0 and <= Longest && IsAlphanumeric(id[0]) && id.All(c => IsAlphanumeric(c) || c is '-' or '_') && !Device.IsMatch(id);

    private static bool IsAlphanumeric(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
