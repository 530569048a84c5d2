using System;
using System.IO;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Storage;

/// <summary>Removes what dead holders left beside a story. Only for the holder of its lock.</summary>
internal static class OrphanedFiles
{
    /// <summary>
    /// Deletes every temporary file, and every claimed lock that its taker did not live to remove. A paused former holder then
    /// finds its file gone when it renames (<c>ENOENT</c>): it lost the lock.
    /// </summary>
    /// <exception cref="NativeException">One cannot be deleted, so its writer could still rename it.</exception>
    public static void Remove(StoryPaths paths, TimeSpan staleTimeout)
    {
        foreach (var name in FileSystem.Current.List(paths.Folder))
        {
            if (paths.IsHidden(name))
            {
                RemoveOne(Path.Combine(paths.Folder, name), staleTimeout);
            }
        }
    }

    private static void RemoveOne(string entry, TimeSpan staleTimeout)
    {
        var seen = LockSnapshot.Of(entry);
        if (!seen.IsDirectory)
        {
            RemoveFile(entry);
        }
        else if (StalenessTracker.LooksStale(entry, seen, staleTimeout) == true && seen.Fault(entry) is null)
        {
            FileSystem.Current.TryRemoveDirectory(entry); // younger ones may be in the hands of a living taker
        }
    }

    private static void RemoveFile(string entry)
    {
        try
        {
            File.Delete(entry);
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw NativeErrors.From(exception, "unlink", entry);
        }
    }
}
