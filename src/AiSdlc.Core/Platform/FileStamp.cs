using System;
using System.Runtime.InteropServices;

namespace AiSdlc.Platform;

/// <summary>Identity and state of a file: two equal stamps mean that nobody replaced or wrote it in between.</summary>
/// <param name="Device">Volume.</param>
/// <param name="Inode">File number on it; reused at once on ext4, so it proves nothing without the times.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Nanoseconds since 1970 (Unix), file time ticks (Windows).</param>
/// <param name="Changed">Inode change time on Unix, as <paramref name="Modified"/>; nobody can set it back.</param>
/// <param name="Mode">POSIX type and permission bits; 0 on Windows.</param>
/// <param name="User">Owner; 0 on Windows.</param>
/// <param name="Group">Group; 0 on Windows.</param>
internal sealed record FileStamp(long Device, long Inode, long Size, long Modified, long Changed, uint Mode, uint User, uint Group)
{
    /// <summary>When it was written last.</summary>
    public DateTime ModifiedUtc => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? FromFileTime(Modified)
        : new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(Modified / 100);

    /// <summary>A time of Windows; the first or last that there is for one that no calendar has: anybody may set anything.</summary>
    public static DateTime FromFileTime(long ticks) => DateTime.FromFileTimeUtc(Math.Max(0, Math.Min(ticks, DateTime.MaxValue.ToFileTimeUtc())));

    private uint Type => Mode & 0xF000; // S_IFMT

    /// <summary>True for a plain file on Unix; elsewhere it is not known.</summary>
    public bool IsRegular => Type == 0x8000; // S_IFREG

    /// <summary>True for a folder on Unix; elsewhere it is not known.</summary>
    public bool IsFolder => Type == 0x4000; // S_IFDIR

    /// <summary>True for a symbolic link on Unix; elsewhere it is not known.</summary>
    public bool IsLink => Type == 0xA000; // S_IFLNK
}
