using System;
using AiSdlc.Errors;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>Describes a lock without touching it.</summary>
internal static class LockInspector
{
    /// <summary>The lock of a story as it is now; null when there is none.</summary>
    /// <exception cref="StoryException">The operating system does not say.</exception>
    public static StoryLockInfo? Of(StoryPaths paths, TimeSpan staleTimeout)
    {
        try
        {
            return Look(paths, staleTimeout);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
    }

    /// <summary>A lock that a wait ended for, but that was gone when its holder was to be named.</summary>
    public static StoryLockInfo JustReleased(StoryPaths paths) =>
        new(paths.Story, paths.Lock, StoryLockState.Held, DateTime.UtcNow, DateTime.UtcNow, null, null);

    private static StoryLockInfo? Look(StoryPaths paths, TimeSpan staleTimeout)
    {
        var seen = LockSnapshot.Of(paths.Lock);
        if (!seen.Exists)
        {
            return null;
        }

        var record = OwnerRecord.Read(paths, seen);
        var (state, stale) = Judge(paths, seen, staleTimeout, record);
        return new StoryLockInfo(
            paths.Story, paths.Lock, state, seen.Modified, DateTime.UtcNow, stale, record?.Facts.ToHolder() ?? InProcessWaitQueue.HolderHere(paths.Story, seen));
    }

    private static (StoryLockState State, TimeSpan? Stale) Judge(StoryPaths paths, LockSnapshot seen, TimeSpan staleTimeout, OwnerRecord? record)
    {
        if (seen.Fault(paths.Lock) is not null)
        {
            return (StoryLockState.Invalid, null);
        }

        var looksStale = StalenessTracker.LooksStale(paths.Lock, seen, staleTimeout);
        var state = record?.ProvesDeath() == true ? StoryLockState.Orphaned
            : looksStale is null ? StoryLockState.Unknown
            : looksStale.Value ? StoryLockState.Stale
            : StoryLockState.Held;
        return (state, looksStale is null ? null : staleTimeout);
    }
}
