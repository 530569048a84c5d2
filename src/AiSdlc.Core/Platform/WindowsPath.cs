using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace AiSdlc.Platform;

/// <summary>How Windows names files.</summary>
internal static class WindowsPath
{
    private const int LongestPlain = 247; // CreateDirectoryW keeps room for an 8.3 name
    private const int LongestName = 255;
    private const string Verbatim = @"\\?\";
    private const string VerbatimShare = @"\\?\UNC\";
    private static readonly bool Windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>The path as the wide calls take it: beyond 260 characters they need the prefix <c>\\?\</c>.</summary>
    public static string Wide(string path) =>
        path.Length <= LongestPlain || path.StartsWith(Verbatim, StringComparison.Ordinal) ? path
        : path.StartsWith(@"\\", StringComparison.Ordinal) ? VerbatimShare + path.Substring(2)
        : Verbatim + path;

    /// <summary>
    /// The path as people write it; with the prefix where it would name something else without: a name that ends in a dot or a space, or one of a device.
    /// </summary>
    public static string Plain(string path)
    {
        var plain = path.StartsWith(VerbatimShare, StringComparison.Ordinal) ? @"\\" + path.Substring(VerbatimShare.Length)
            : path.StartsWith(Verbatim, StringComparison.Ordinal) ? path.Substring(Verbatim.Length)
            : path;
        return Path.GetFullPath(plain) == plain ? plain : path;
    }

    /// <summary>True where a file name has a colon: it names a stream of a file, or another drive.</summary>
    public static bool NamesStream(string path) => Windows && Path.GetFileName(path).Contains(':');

    /// <summary>True where a name is longer than any file system there takes; the calls say that they did not find it, or that it is no name.</summary>
    public static bool IsTooLong(string path) => Windows && path.Split('\\', '/').Any(name => name.Length > LongestName);
}
