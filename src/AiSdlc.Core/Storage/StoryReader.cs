using System;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Storage;

/// <summary>
/// Reads a story without taking its lock, so that reading works on a read-only file system and disturbs nobody. Our own
/// writers replace the file atomically and delay no reader. A Node peer writes in place under its lock: what was read
/// counts only if no such lock is there once the last byte was read, and the file is the same after that look as before the first byte.
/// </summary>
internal sealed class StoryReader(LockManager locks, StoryPaths paths, LockRequest request)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    // A Node peer creates a file and then fills it. One that was emptied longer ago is just empty.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(2);

    // An mtime with no part below the second comes from a file system whose clock cannot tell two writes in one second
    // apart (git's racy rule); read such a file twice while it is that young.
    private static readonly TimeSpan Racy = TimeSpan.FromSeconds(3);
    private const long Second = 1_000_000_000;

    /// <summary>Reads the file, waiting for other writers up to the lock timeout. An empty file that is young is one being created.</summary>
    /// <param name="isWhole">Keeps all of it, however large; else of a large one its head.</param>
    /// <exception cref="StoryLockedException">A writer held the lock for the whole wait.</exception>
    /// <exception cref="StoryChangedException">The file changed all the time, without a lock.</exception>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public FileSnapshot Read(bool isWhole)
    {
        var wait = new LockWait(locks, paths, request);
        for (var attempt = 1; ; attempt++)
        {
            var isLast = wait.IsOver;
            var read = attempt > 1 && IsBeingWritten() ? null : ReadUndisturbed(isWhole);
            if (read is not null && (read.Bytes.Length > 0 || isLast || Age(read.Stamp) > Young))
            {
                return read;
            }

            var status = locks.Inspector.Look(paths, request.Timing);
            if (isLast)
            {
                throw status.IsFree ? new StoryChangedException(paths.Story, attempt) : wait.Expired(status);
            }

            wait.Notice(status);
            wait.Pause(Poll);
        }
    }

    private FileSnapshot? ReadUndisturbed(bool isWhole)
    {
        var read = FileSnapshot.TryRead(paths.Story, isWhole, () => !IsBeingWritten());
        return read is null || !IsRacy(read.Stamp) || FileSnapshot.TryRead(paths.Story, isWhole, () => true)?.Bytes.SequenceEqual(read.Bytes) == true ? read : null;
    }

    private bool IsRacy(FileStamp stamp) => stamp.Modified % Second == 0 && Age(stamp) < Racy;

    private TimeSpan Age(FileStamp stamp) => locks.Clock.GetUtcNow().UtcDateTime - stamp.ModifiedUtc;

    // Only a lock whose time tells nothing has to be watched: a reader has no use for what it knows of a stale one, and leaves nothing.
    private bool IsBeingWritten()
    {
        var status = locks.Inspector.Look(paths, request.Timing);
        return status is { IsFree: false, State: StoryLockState.Unknown }
            ? locks.Inspector.Watch(paths, request.Timing).MayBeWrittenInPlace
            : status.MayBeWrittenInPlace;
    }
}
