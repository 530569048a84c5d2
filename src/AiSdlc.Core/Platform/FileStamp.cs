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
    /// <summary>True for a plain file on Unix; elsewhere it is not known.</summary>
    public bool IsRegular => (Mode & 0xF000) == 0x8000; // S_IFMT, S_IFREG
}
