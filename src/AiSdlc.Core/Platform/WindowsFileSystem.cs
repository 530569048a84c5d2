using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using static AiSdlc.Platform.WindowsPath;

namespace AiSdlc.Platform;

/// <summary>Windows.</summary>
internal sealed class WindowsFileSystem : FileSystem
{
    private const int LongestPath = 32_768;
    private const int LongestRead = 1 << 20;
    private const FileAttributes Kept = FileAttributes.Hidden | FileAttributes.System | FileAttributes.NotContentIndexed;
    private static readonly TimeSpan SharingPatience = TimeSpan.FromSeconds(2);

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

    public override bool? TryRemoveDirectory(string path, DateTime modified) => Patiently(() =>
    {
        using var folder = WindowsHandle.Open(path, Kernel32.Delete | Kernel32.ReadAttributes, share: Kernel32.ShareContent);
        return Succeeded(!folder.IsInvalid, "RemoveDirectoryW", path, "ENOENT") && WindowsHandle.Is(folder, modified)
            && Succeeded(WindowsHandle.TryDelete(folder), "RemoveDirectoryW", path);
    });

    public override bool TryRename(string from, string to) => Patiently(() =>
        Succeeded(Kernel32.MoveFile(Wide(from), Wide(to), Kernel32.WriteThrough), "MoveFileExW", from, "ENOENT", "EEXIST"));

    public override void Replace(string from, string to) => Patiently(() =>
    {
        using var file = WindowsHandle.Open(from, Kernel32.Delete, Kernel32.WriteThroughFile);
        Succeeded(!file.IsInvalid, "MoveFileExW", from);
        return Succeeded(
            WindowsHandle.TryReplace(file, to) ?? Kernel32.MoveFile(Wide(from), Wide(to), Kernel32.ReplaceExisting | Kernel32.WriteThrough), "MoveFileExW", from);
    });

    /// <remarks>On a volume without a letter, or of a driver that has no such names, the path itself.</remarks>
    public override unsafe string RealPath(string path)
    {
        using var file = WindowsHandle.OpenTarget(path, 0);
        Succeeded(!file.IsInvalid, "CreateFileW", path);
        fixed (char* buffer = new char[LongestPath])
        {
            var length = Kernel32.GetFinalPath(file, buffer, LongestPath, 0);
            return length is > 0 and < LongestPath ? Plain(new string(buffer, 0, (int)length)) : Path.GetFullPath(path);
        }
    }

    public override string TrueName(string path) => RealPath(path);

    public override bool IsFile(string path) => Attributes(path) is { } found && (found & FileAttributes.Directory) == 0 && !IsLink(path, found);

    public override bool IsLink(string path) => Attributes(path) is { } found && IsLink(path, found);

    public override SafeFileHandle? OpenDirectory(string path) => null;

    public override DateTime SetTime(SafeFileHandle? directory, string path, DateTime utc, DateTime? former)
    {
        using var folder = WindowsHandle.Open(path, Kernel32.ReadAttributes | Kernel32.WriteAttributes);
        Succeeded(!folder.IsInvalid, "SetFileTime", path);
        if (former is { } time && !WindowsHandle.Is(folder, time))
        {
            throw new NativeException("ENOENT", "SetFileTime", path, 2);
        }

        Succeeded(Kernel32.SetFileTime(folder, IntPtr.Zero, IntPtr.Zero, utc.ToFileTimeUtc()), "SetFileTime", path);
        return Stat(folder, path).ModifiedUtc;
    }

    public override void Flush(SafeFileHandle file, string path) =>
        Succeeded(Kernel32.FlushFileBuffers(file), "FlushFileBuffers", path);

    /// <remarks>A file that is read-only is not to be replaced. Streams beside the content are not copied.</remarks>
    public override void CopyMetadata(string from, FileStamp model, SafeFileHandle file, string path)
    {
        var attributes = Attributes(from) ?? default;
        if ((attributes & FileAttributes.ReadOnly) != 0)
        {
            throw new NativeException("EACCES", "MoveFileExW", from, 5);
        }

        Patiently(() =>
        {
            // Who may not delete the story could neither rename nor delete a file with its rules.
            using var story = WindowsHandle.Open(from, Kernel32.Delete);
            return Succeeded(!story.IsInvalid, "MoveFileExW", from);
        });
        AccessRules.Copy(from, path);
        if ((attributes & Kept) != 0)
        {
            File.SetAttributes(Wide(path), FileAttributes.Archive | (attributes & Kept));
        }
    }

    public override bool TryLook(string path, out bool isDirectory, out DateTime modified)
    {
        var exists = Succeeded(Kernel32.GetAttributes(Wide(path), 0, out var found), "GetFileAttributesExW", path, "ENOENT", "ENOTDIR");
        isDirectory = ((FileAttributes)found.Attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.Directory;
        modified = FileStamp.FromFileTime(found.Written);
        return exists;
    }

    public override SafeFileHandle OpenFile(string path)
    {
        var file = Open(path, WindowsHandle.Open(path, Kernel32.GenericRead));
        if (WindowsHandle.Look(file) is not { } found || Kernel32.GetFileType(file) != Kernel32.DiskFile || ((FileAttributes)found.Attributes & FileAttributes.Directory) != 0)
        {
            file.Dispose();
            throw NativeException.NotAFile(isFolder: Directory.Exists(Wide(path)), path);
        }

        if (!WindowsHandle.IsReparsed(found))
        {
            return file;
        }

        using (file)
        {
            return WindowsHandle.IsLink(file) ? throw new NativeException("ELOOP", "CreateFileW", path, 1921) // ERROR_CANT_RESOLVE_FILENAME
                : Open(path, WindowsHandle.OpenTarget(path, Kernel32.GenericRead));
        }
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
        using var file = WindowsHandle.Open(path, 0);
        return Succeeded(!file.IsInvalid, "CreateFileW", path, "ENOENT", "ENOTDIR") ? Stat(file, path) : null;
    }

    private static SafeFileHandle Open(string path, SafeFileHandle file) => file.IsInvalid ? throw NativeException.Last("CreateFileW", path) : file;

    private static FileAttributes? Attributes(string path) => Kernel32.GetAttributes(Wide(path), 0, out var found) ? (FileAttributes)found.Attributes : null;

    private static bool IsLink(string path, FileAttributes found)
    {
        if ((found & FileAttributes.ReparsePoint) == 0)
        {
            return false;
        }

        using var file = WindowsHandle.Open(path, 0);
        return file.IsInvalid || WindowsHandle.IsLink(file);
    }

    // A removed directory that somebody still has open is "delete pending": every call on it says access denied. A folder
    // without rights says so for creation only; asking for a name in it that is free says not found.
    private static bool IsBeingDeleted(NativeException error, string path) =>
        error.Code == "EACCES" && Attributes(path) is null && NativeException.Last("GetFileAttributesExW", path).Code == "EACCES";

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
                Thread.Sleep(1);
            }
        }
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

    private static long Long(uint high, uint low) => ((long)high << 32) | low;
}
