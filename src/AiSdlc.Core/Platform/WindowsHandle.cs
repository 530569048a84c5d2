using System;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>Windows: what is done with an open file or folder, so that it is done to that one whatever its path names by then.</summary>
internal static class WindowsHandle
{
    private const int Disposition = 4; // FileDispositionInfo
    private const int DispositionEx = 21; // FileDispositionInfoEx
    private const int RenameEx = 22; // FileRenameInfoEx
    private const int AttributeTag = 9; // FileAttributeTagInfo
    private const uint NameSurrogate = 0x20000000; // IsReparseTagNameSurrogate: a link or a mounted folder, not a file that is compressed or in a cloud
    private static readonly byte[] Delete = [1];
    private static readonly byte[] DeleteAtOnce = [3, 0, 0, 0]; // FILE_DISPOSITION_FLAG_DELETE, _POSIX_SEMANTICS
    private const uint ReplaceAtOnce = 3; // FILE_RENAME_FLAG_REPLACE_IF_EXISTS, _POSIX_SEMANTICS

    /// <summary>Opens what a path names, a link itself if it is one, and lets everybody else do the same; invalid where that fails.</summary>
    public static SafeFileHandle Open(string path, uint access, uint flags = 0, uint share = Kernel32.ShareAll) => Kernel32.Open(
        WindowsPath.Wide(path), access, share, IntPtr.Zero, Kernel32.OpenExisting, Kernel32.BackupSemantics | Kernel32.OpenReparsePoint | flags, IntPtr.Zero);

    /// <summary>Opens what a path names, links followed; invalid where that fails.</summary>
    public static SafeFileHandle OpenTarget(string path, uint access) => Kernel32.Open(
        WindowsPath.Wide(path), access, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, Kernel32.BackupSemantics, IntPtr.Zero);

    /// <summary>What is open; null where that cannot be asked, as of a pipe.</summary>
    public static Kernel32.FileInformation? Look(SafeFileHandle file) => Kernel32.GetFileInformationByHandle(file, out var found) ? found : null;

    /// <summary>True for what has other content than its own.</summary>
    public static bool IsReparsed(Kernel32.FileInformation found) => ((FileAttributes)found.Attributes & FileAttributes.ReparsePoint) != 0;

    /// <summary>True for a link or a mounted folder that was opened itself.</summary>
    public static bool IsLink(SafeFileHandle file) =>
        Kernel32.GetTag(file, AttributeTag, out var found, 8) && ((FileAttributes)found.Attributes & FileAttributes.ReparsePoint) != 0 && (found.Tag & NameSurrogate) != 0;

    /// <summary>True while a folder is open that was modified then.</summary>
    public static bool Is(SafeFileHandle folder, DateTime modified) =>
        Look(folder) is { } found && ((FileAttributes)found.Attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.Directory
        && found.Written == modified.ToFileTimeUtc();

    /// <summary>Deletes it: the name at once, whoever has it open too; where the file system cannot do that (before Windows 10, other than NTFS), with its last handle.</summary>
    public static bool TryDelete(SafeFileHandle file) =>
        Kernel32.SetFileInformationByHandle(file, DispositionEx, DeleteAtOnce, 4)
        || (IsUnknown() && Kernel32.SetFileInformationByHandle(file, Disposition, Delete, 1));

    /// <summary>
    /// Renames it over another file even while that is open, as <c>MoveFileExW</c> cannot: the readers keep what they have. Null where the file system
    /// does not know how.
    /// </summary>
    public static bool? TryReplace(SafeFileHandle file, string target)
    {
        var name = Encoding.Unicode.GetBytes(WindowsPath.Wide(target));
        var information = new byte[(2 * IntPtr.Size) + 4 + name.Length + 2]; // FILE_RENAME_INFO: flags, a folder's handle, the length, the name
        BitConverter.GetBytes(ReplaceAtOnce).CopyTo(information, 0);
        BitConverter.GetBytes(name.Length).CopyTo(information, 2 * IntPtr.Size);
        name.CopyTo(information, (2 * IntPtr.Size) + 4);
        return Kernel32.SetFileInformationByHandle(file, RenameEx, information, (uint)information.Length) ? true : IsUnknown() ? null : false;
    }

    // ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER.
    private static bool IsUnknown() => System.Runtime.InteropServices.Marshal.GetLastWin32Error() is 1 or 50 or 87;
}
