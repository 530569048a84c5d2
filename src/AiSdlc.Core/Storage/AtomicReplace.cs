using System;
using System.IO;
using AiSdlc.Locking;
using AiSdlc.Platform;

namespace AiSdlc.Storage;

/// <summary>Puts a new file in the place of the one that was read, or leaves everything as it was.</summary>
internal static class AtomicReplace
{
    /// <summary>Writes under the lock.</summary>
    /// <param name="held">The lock of the story.</param>
    /// <param name="target">The story's file, or one beside it.</param>
    /// <param name="read">The target as it was read; null where there was none.</param>
    /// <param name="content">Writes the new file.</param>
    /// <param name="closing">Gets the replaced file, which is slow to close.</param>
    /// <exception cref="NativeException">The operating system refuses; nothing changed.</exception>
    public static CommitResult Write(StoryLock held, string target, FileSnapshot? read, Action<Stream> content, DeferredClose closing)
    {
        using var temporary = TemporaryFile.Write(held.Paths, read, content);
        if (read is not null && !read.IsStill())
        {
            return CommitResult.StoryChanged;
        }

        if (!held.Confirm())
        {
            return CommitResult.LockLost;
        }

        return read is null ? Create(temporary, target) : Replace(temporary, target, closing);
    }

    private static CommitResult Create(TemporaryFile temporary, string target) => temporary.TryBecome(target) ? CommitResult.Done : CommitResult.StoryChanged;

    private static CommitResult Replace(TemporaryFile temporary, string target, DeferredClose closing)
    {
        var old = FileSystem.Current.KeepOpen(target);
        var isReplaced = false;
        try
        {
            isReplaced = temporary.TryReplace(target); // if not, whoever took the lock over removed our temporary file
            return isReplaced ? CommitResult.Done : CommitResult.LockLost;
        }
        finally
        {
            if (old is not null && isReplaced)
            {
                closing.Close(old);
            }
            else
            {
                old?.Dispose(); // it lives on, and frees nothing; but it would keep its file system from being unmounted
            }
        }
    }
}
