using System;
using System.IO;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Storage;

/// <summary>How an attempt to change a story ended.</summary>
internal enum CommitResult
{
    /// <summary>It says what it should.</summary>
    Done,

    /// <summary>The lock went to somebody else before anything was written.</summary>
    LockLost,

    /// <summary>Somebody wrote the story without its lock; nothing was written over it.</summary>
    StoryChanged,
}

/// <summary>Puts a new story in the place of the one that was read, or leaves everything as it was.</summary>
internal static class AtomicReplace
{
    /// <summary>Writes under the lock.</summary>
    /// <param name="paths">The story whose lock is held.</param>
    /// <param name="target">The story's file, or one beside it.</param>
    /// <param name="held">The lock.</param>
    /// <param name="read">The target as it was read; null where there was none.</param>
    /// <param name="content">Writes the new file.</param>
    /// <exception cref="NativeException">The operating system refuses; nothing changed.</exception>
    /// <exception cref="StoryWriteException">The new story is in place, but its folder could not be flushed.</exception>
    public static CommitResult Write(StoryPaths paths, string target, StoryLock held, FileSnapshot? read, Action<Stream> content)
    {
        using var temporary = TemporaryFile.Write(paths, read, content);
        if (read is not null && !read.IsStill())
        {
            return CommitResult.StoryChanged;
        }

        if (!held.Confirm())
        {
            return CommitResult.LockLost;
        }

        try
        {
            if (read is not null)
            {
                temporary.Replace(target);
            }
            else if (!temporary.TryBecome(target))
            {
                return CommitResult.StoryChanged;
            }
        }
        catch (NativeException error) when (error.Code == "ENOENT")
        {
            return CommitResult.LockLost; // whoever took the lock over removed our temporary file
        }

        return CommitResult.Done;
    }

    /// <summary>Makes a rename that was done in the story's folder survive a power cut.</summary>
    /// <exception cref="StoryWriteException">It may not.</exception>
    public static void Flush(StoryPaths paths)
    {
        try
        {
            FileSystem.Current.FlushDirectory(paths.Folder);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.NotFlushed(error, paths.Story);
        }
    }
}
