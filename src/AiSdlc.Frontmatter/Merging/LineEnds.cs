using System;
using System.Collections.Generic;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>Line ends of whole files. A side that converted them all has not changed every line.</summary>
internal static class LineEnds
{
    /// <summary>Whether most lines end in CR LF.</summary>
    public static bool AreWindows(byte[] file)
    {
        int feeds = 0, pairs = 0;
        for (var i = Array.IndexOf(file, (byte)'\n'); i >= 0; i = Array.IndexOf(file, (byte)'\n', i + 1))
        {
            feeds++;
            pairs += i > 0 && file[i - 1] == '\r' ? 1 : 0;
        }
        return pairs * 2 > feeds;
    }

    /// <summary>The file with such line ends; one that mostly has them stays as it is.</summary>
    public static byte[] To(bool windows, byte[] file)
    {
        if (file.Length == 0 || AreWindows(file) == windows)
            return file;
        var converted = new List<byte>(file.Length + (file.Length / 16));
        for (var i = 0; i < file.Length; i++)
        {
            var isEnd = file[i] == '\r' && i + 1 < file.Length && file[i + 1] == '\n';
            if (isEnd && !windows)
                continue;
            if (file[i] == '\n' && windows && (i == 0 || file[i - 1] != '\r'))
                converted.Add((byte)'\r');
            converted.Add(file[i]);
        }
        return [.. converted];
    }

    /// <summary>The three with the line ends that the merged file shall have.</summary>
    public static (byte[]? Old, byte[] Ours, byte[] Theirs) Alike(byte[]? old, byte[] ours, byte[] theirs)
    {
        var (here, there) = (AreWindows(ours), AreWindows(theirs));
        var windows = here == there || (old != null && AreWindows(old) == there) ? here : there;
        return (old == null ? null : To(windows, old), To(windows, ours), To(windows, theirs));
    }
}
