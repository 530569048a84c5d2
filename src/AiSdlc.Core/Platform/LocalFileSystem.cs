using System;
using System.Collections.Generic;
using System.IO;

namespace AiSdlc.Platform;

/// <summary>Whether a folder's file system stamps times with this machine's clock.</summary>
internal static class LocalFileSystem
{
    // By the names that DriveInfo.DriveFormat gives (the runtime's Interop.UnixFileSystemTypes and Windows' own). ext2, ext3
    // and ext4 share a magic number. Left out on purpose: everything remote, and fuse, 9p and virtiofs, whose clock is the host's.
    private static readonly HashSet<string> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        "ext", "ext2", "ext3", "ext4", "xfs", "btrfs", "tmpfs", "ramfs", "zfs", "f2fs", "jfs", "reiserfs", "bcachefs", "overlay", "overlayfs",
        "apfs", "hfs", "hfsplus", "ufs", "ntfs", "refs", "exfat", "vfat", "msdos", "fat32",
    };

    /// <summary>True when one clock rules there; false when that is not certain.</summary>
    public static bool Holds(string folder)
    {
        try
        {
            var drive = new DriveInfo(folder);
            return drive.DriveType != DriveType.Network && Formats.Contains(drive.DriveFormat);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
