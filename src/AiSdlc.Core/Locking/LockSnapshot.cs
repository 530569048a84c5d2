using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>What stood at a lock's path at one moment: one <c>lstat</c>, so that its parts belong together.</summary>
/// <param name="Exists">Something was there.</param>
/// <param name="IsDirectory">It was a directory, not a file or a link.</param>
/// <param name="Modified">Its mtime (UTC); meaningless unless it exists. .NET reads the mtime of a missing path as the year 1601.</param>
internal readonly record struct LockSnapshot(bool Exists, bool IsDirectory, DateTime Modified)
{
    /// <summary>Looks at a path; touches nothing.</summary>
    /// <exception cref="NativeException">The operating system does not say what is there.</exception>
    public static LockSnapshot Of(string path)
    {
        try
        {
            return FileSystem.Current.TryLook(path, out var isDirectory, out var modified) ? new(true, isDirectory, modified) : default;
        }
        catch (NativeException error) when (error.Code == "EACCES" && RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            // A lock that is being deleted: there until its last handle closes, and as fresh as can be.
            return new(true, true, DateTime.UtcNow);
        }
    }

    /// <summary>True when this is a directory with that very mtime: the identity of a lock.</summary>
    public bool Is(DateTime identity) => Exists && IsDirectory && Modified == identity;

    /// <summary>What is wrong with it as a lock, in words; null when nothing is.</summary>
    /// <exception cref="NativeException">The operating system does not say what is there.</exception>
    public string? Fault(string path)
    {
        try
        {
            return !Exists ? null
                : IsDirectory ? Directory.EnumerateFileSystemEntries(path).Any() ? "a directory that is not empty" : null
                : (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0 ? "a link"
                : "a file";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null; // gone since, or another user's, which only its rmdir can tell
        }
        catch (IOException exception)
        {
            throw NativeErrors.From(exception, "open", path);
        }
    }
}
