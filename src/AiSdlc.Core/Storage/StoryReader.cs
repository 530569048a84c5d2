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
internal static class StoryReader
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    // An mtime with no part below the second comes from a file system whose clock cannot tell two writes in one second
    // apart (git's racy rule); read such a file twice while it is that young.
    private const long Second = 1_000_000_000;

    /// <summary>Reads the whole file, waiting for other writers up to the lock timeout. An empty file is one being created.</summary>
    /// <exception cref="StoryLockedException">A writer held the lock for the whole wait.</exception>
    /// <exception cref="StoryChangedException">The file changed all the time, without a lock.</exception>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public static FileSnapshot Read(StoryPaths paths, LockRequest request)
    {
        var patience = new LockWait(paths, request);
        for (var attempt = 1; ; attempt++)
        {
            var last = patience.IsOver;
            var read = attempt > 1 && IsBeingWritten(paths, request.Timing) ? null : ReadUndisturbed(paths, request.Timing);
            if (read is { Bytes.Length: > 0 } || (read is not null && last))
            {
                return read;
            }

            if (last)
            {
                throw LockSnapshot.Of(paths.Lock).Exists ? patience.Expired() : new StoryChangedException(paths.Story, attempt);
            }

            patience.Pause(Poll);
        }
    }

    private static FileSnapshot? ReadUndisturbed(StoryPaths paths, LockTiming timing)
    {
        var read = FileSnapshot.TryRead(paths.Story, () => !IsBeingWritten(paths, timing));
        return read is null || !IsRacy(read.Stamp) || FileSnapshot.Read(paths.Story).Bytes.SequenceEqual(read.Bytes) ? read : null;
    }

    private static bool IsRacy(FileStamp stamp)
    {
        var now = (DateTime.UtcNow - new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Ticks * 100;
        return stamp.Modified % Second == 0 && now - stamp.Modified < 3 * Second;
    }

    private static bool IsBeingWritten(StoryPaths paths, LockTiming timing)
    {
        var seen = LockSnapshot.Of(paths.Lock);
        return seen.Exists && seen.IsDirectory
            && StalenessTracker.LooksStale(paths.Lock, seen, timing.StaleTimeout) != true
            && OwnerRecord.Read(paths, seen) is null
            && !StalenessTracker.IsAbandoned(paths.Lock, seen, timing.StaleTimeout);
    }
}
