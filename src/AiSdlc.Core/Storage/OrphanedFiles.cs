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
    /// Deletes every temporary file of this story, and every claimed lock that its taker did not live to remove. A paused former holder then
    /// finds its file gone when it renames (<c>ENOENT</c>): it lost the lock.
    /// </summary>
    /// <exception cref="NativeException">One cannot be deleted, so its writer could still rename it.</exception>
    public static void Remove(StoryPaths paths, LockInspector inspector, LockTiming timing)
    {
        foreach (var name in FileSystem.Current.List(paths.Folder))
        {
            if (paths.IsHidden(name))
            {
                RemoveOne(paths, Path.Combine(paths.Folder, name), inspector, timing);
            }
        }
    }

    private static void RemoveOne(StoryPaths paths, string entry, LockInspector inspector, LockTiming timing)
    {
        if (!LockSnapshot.Of(entry).IsDirectory)
        {
            RemoveFile(entry);
        }
        else if (inspector.IsDeadClaim(paths, entry, timing))
        {
            FileSystem.Current.TryRemoveDirectory(entry);
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
