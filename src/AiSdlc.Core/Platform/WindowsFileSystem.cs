using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>Windows. Paths beyond 260 characters get the <c>\\?\</c> prefix that the wide calls need.</summary>
internal sealed class WindowsFileSystem : FileSystem
{
    private const int LongestPlainPath = 247; // CreateDirectoryW keeps room for an 8.3 name
    private const int LongestPath = 32_768;
    private const int LongestRead = 1 << 20;
    private const FileAttributes Missing = (FileAttributes)(-1);
    private static readonly TimeSpan SharingPatience = TimeSpan.FromMilliseconds(500);

    public override bool TryMakeDirectory(string path, uint mode = 0x1FF)
    {
        if (Kernel32.CreateDirectory(Wide(path), IntPtr.Zero))
        {
            return true;
        }

        var error = NativeException.Last("CreateDirectoryW", path);
        return error.Code == "EEXIST" || IsBeingDeleted(error, path) ? false : throw error;
    }

    public override bool TryRemoveDirectory(string path) => Patiently(() =>
        Succeeded(Kernel32.RemoveDirectory(Wide(path)), "RemoveDirectoryW", path, "ENOENT"));

    public override bool TryRename(string from, string to) => Patiently(() =>
        Succeeded(Kernel32.MoveFile(Wide(from), Wide(to), 0), "MoveFileExW", from, "ENOENT", "EEXIST"));

    public override void Replace(string from, string to) => Patiently(() =>
        Succeeded(Kernel32.MoveFile(Wide(from), Wide(to), Kernel32.ReplaceExisting | Kernel32.WriteThrough), "MoveFileExW", from));

    public override string RealPath(string path)
    {
        using var file = Open(path, Kernel32.BackupSemantics);
        var buffer = new char[LongestPath];
        var length = Kernel32.GetFinalPath(file, buffer, (uint)buffer.Length, 0);
        Succeeded(length > 0 && length < buffer.Length, "GetFinalPathNameByHandleW", path);
        return Plain(new string(buffer, 0, (int)length));
    }

    public override string TrueName(string path) => RealPath(path);

    public override bool IsFile(string path) => File.Exists(Wide(path)) && !IsLink(path);

    public override SafeFileHandle? OpenDirectory(string path) => null;

    public override DateTime SetTime(SafeFileHandle? directory, string path, DateTime utc)
    {
        Directory.SetLastWriteTimeUtc(Wide(path), utc);
        return Directory.GetLastWriteTimeUtc(Wide(path));
    }

    public override bool IsLink(string path) => Kernel32.GetAttributes(Wide(path)) is not Kernel32.InvalidAttributes and var found
        && ((FileAttributes)found & FileAttributes.ReparsePoint) != 0;

    public override void Flush(SafeFileHandle file, string path) =>
        Succeeded(Kernel32.FlushFileBuffers(file), "FlushFileBuffers", path);

    /// <remarks>A new file inherits the folder's access rules, as the story did. Attributes such as read-only stay with the old file.</remarks>
    public override void CopyMetadata(string from, FileStamp model, SafeFileHandle file, string path)
    {
    }

    public override bool TryLook(string path, out bool isDirectory, out DateTime modified)
    {
        try
        {
            var entry = new DirectoryInfo(path);
            var attributes = entry.Attributes;
            isDirectory = (attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.Directory;
            modified = entry.LastWriteTimeUtc;
            return attributes != Missing;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            (isDirectory, modified) = (false, default);
            return false;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw NativeErrors.From(exception, "GetFileAttributesExW", path);
        }
    }

    public override SafeFileHandle OpenFile(string path)
    {
        if (Directory.Exists(Wide(path)))
        {
            throw NativeException.NotAFile(isFolder: true, path);
        }

        var file = Kernel32.Open(Wide(path), Kernel32.GenericRead, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, Kernel32.OpenReparsePoint, IntPtr.Zero);
        return file.IsInvalid ? throw NativeException.Last("CreateFileW", path) : file;
    }

    public override int Read(SafeFileHandle file, string path, byte[] buffer, int offset)
    {
        var length = 0;
        for (uint read = 1; read > 0 && offset + length < buffer.Length; length += (int)read)
        {
            var part = new byte[Math.Min(buffer.Length - offset - length, LongestRead)];
            Succeeded(Kernel32.ReadFile(file, part, (uint)part.Length, out read, IntPtr.Zero), "ReadFile", path);
            Array.Copy(part, 0, buffer, offset + length, (int)read);
        }

        return length;
    }

    public override FileStamp Stat(SafeFileHandle file, string path)
    {
        Succeeded(Kernel32.GetFileInformationByHandle(file, out var found), "GetFileInformationByHandle", path);
        return new FileStamp(found.Volume, Long(found.IndexHigh, found.IndexLow), Long(found.SizeHigh, found.SizeLow), found.Written, 0, 0, 0, 0);
    }

    public override FileStamp? Stat(string path)
    {
        try
        {
            using var file = Open(path, Kernel32.BackupSemantics | Kernel32.OpenReparsePoint);
            return Stat(file, path);
        }
        catch (NativeException error) when (error.Code is "ENOENT" or "ENOTDIR")
        {
            return null;
        }
    }

    // A removed directory that somebody still has open is "delete pending": every call on it says access denied. A folder
    // without rights says so for creation only; asking for a name in it that is free says not found.
    private static bool IsBeingDeleted(NativeException error, string path) =>
        error.Code == "EACCES" && Kernel32.GetAttributes(Wide(path)) == Kernel32.InvalidAttributes
        && NativeException.Last("GetFileAttributesW", path).Code == "EACCES";

    // Indexers and virus scanners open what was just written, for moments.
    private static bool Patiently(Func<bool> call)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return call();
            }
            catch (NativeException error) when (error.Code is "EBUSY" or "EACCES" && waited.Elapsed < SharingPatience)
            {
                Thread.Sleep(5);
            }
        }
    }

    private static SafeFileHandle Open(string path, uint flags)
    {
        var file = Kernel32.Open(Wide(path), 0, Kernel32.ShareAll, IntPtr.Zero, Kernel32.OpenExisting, flags, IntPtr.Zero);
        return file.IsInvalid ? throw NativeException.Last("CreateFileW", path) : file;
    }

    private static bool Succeeded(bool result, string call, string path, params string[] unless)
    {
        if (result)
        {
            return true;
        }

        var error = NativeException.Last(call, path);
        return Array.IndexOf(unless, error.Code) >= 0 ? false : throw error;
    }

    private static string Wide(string path) =>
        path.Length <= LongestPlainPath || path.StartsWith(@"\\?\", StringComparison.Ordinal) ? path
        : path.StartsWith(@"\\", StringComparison.Ordinal) ? @"\\?\UNC\" + path.Substring(2)
        : @"\\?\" + path;

    private static string Plain(string path) =>
        path.StartsWith(@"\\?\UNC\", StringComparison.Ordinal) ? @"\\" + path.Substring(8)
        : path.StartsWith(@"\\?\", StringComparison.Ordinal) ? path.Substring(4)
        : path;

    private static long Long(uint high, uint low) => ((long)high << 32) | low;
}
