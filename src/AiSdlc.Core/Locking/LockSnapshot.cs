using System;
using System.IO;
using System.Linq;
using AiSdlc.Native;

namespace AiSdlc.Locking;

/// <summary>What stood at a lock's path at one moment: one <c>lstat</c>, so that its parts belong together.</summary>
/// <param name="Exists">Something was there.</param>
/// <param name="IsDirectory">It was a directory, not a file or a link.</param>
/// <param name="Modified">Its mtime (UTC); meaningless unless it exists. .NET reads the mtime of a missing path as the year 1601.</param>
internal readonly record struct LockSnapshot(bool Exists, bool IsDirectory, DateTime Modified)
{
    /// <summary>Looks at a path; touches nothing.</summary>
    public static LockSnapshot Of(string path)
    {
        try
        {
            return Platform.Current.TryLook(path, out var isDirectory, out var modified) ? new(true, isDirectory, modified) : default;
        }
        catch (NativeError error) when (error.Code == "EACCES")
        {
            // Windows, a lock that is being deleted: there until its last handle closes, and as fresh as can be.
            return new(true, true, DateTime.UtcNow);
        }
    }

    /// <summary>True when this is a directory with that very mtime: the identity of a lock.</summary>
    public bool Is(DateTime identity) => Exists && IsDirectory && Modified == identity;

    /// <summary>What is wrong with it as a lock, in words; null when nothing is.</summary>
    public string? Fault(string path)
    {
        if (!Exists)
        {
            return null;
        }

        if (!IsDirectory)
        {
            return (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0 ? "a link" : "a file";
        }

        return HasEntries(path) ? "a directory that is not empty" : null;
    }

    private static bool HasEntries(string path)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(path).Any();
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false; // gone since, or another user's, which only its rmdir can tell
        }
    }
}
