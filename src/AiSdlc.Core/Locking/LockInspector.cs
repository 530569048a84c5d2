using System;
using AiSdlc.Errors;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// The one judge of locks, for waiting, reading, listing, removing and left-overs alike. <see cref="Look"/> asks and remembers nothing;
/// <see cref="Watch"/> also notes when it saw a lock stale, for a lock is taken over only when it was seen so twice.
/// </summary>
internal sealed class LockInspector(TimeProvider clock, StalenessTracker tracker, InProcessWaitQueue queue)
{
    /// <summary>The lock of a story as it is now. Touches and remembers nothing.</summary>
    /// <exception cref="NativeException">The operating system does not say.</exception>
    public LockStatus Look(StoryPaths paths, LockTiming timing) => Judge(paths, timing, isWatched: false);

    /// <summary>The same, noting what was seen.</summary>
    /// <exception cref="NativeException">The operating system does not say.</exception>
    public LockStatus Watch(StoryPaths paths, LockTiming timing) => Judge(paths, timing, isWatched: true);

    /// <summary>The lock for users; null when there is none.</summary>
    /// <exception cref="StoryException">The operating system does not say.</exception>
    public StoryLockInfo? Describe(StoryPaths paths, LockTiming timing)
    {
        try
        {
            var status = Look(paths, timing);
            return status.IsFree ? null : status.ToInfo(Now);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
    }

    /// <summary>The lock that a wait ended for, which may be gone by now.</summary>
    public StoryLockInfo DescribeLast(LockStatus status) => status.ToInfo(Now);

    /// <summary>True for a directory beside a story, a lock on its way out, that its taker did not live to remove. A younger one may be in living hands.</summary>
    /// <exception cref="NativeException">The operating system does not say.</exception>
    public bool IsDeadClaim(StoryPaths paths, string entry, LockTiming timing)
    {
        var seen = LockSnapshot.Of(entry);
        return seen.IsDirectory && tracker.Judge(paths.Folder, seen, timing.StaleTimeout(hasRecord: false)) == Staleness.Stale && seen.Fault(entry) is null;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private LockStatus Judge(StoryPaths paths, LockTiming timing, bool isWatched)
    {
        var seen = LockSnapshot.Of(paths.Lock);
        if (!seen.Exists)
        {
            Forget(paths, isWatched);
            return new LockStatus(paths, seen, StoryLockState.Held);
        }

        if (seen.Fault(paths.Lock) is { } fault)
        {
            return new LockStatus(paths, seen, StoryLockState.Invalid) { Fault = fault };
        }

        var record = OwnerRecord.Read(paths, seen);
        var holder = record?.ToHolder() ?? queue.HolderHere(paths.Story, seen);
        var stale = timing.StaleTimeout(hasRecord: holder is not null);
        var (state, isAbandoned, staleAt) = Age(paths, seen, stale, isWatched);
        return record?.ProvesDeath() == true
            ? new LockStatus(paths, seen, StoryLockState.Orphaned) { Holder = holder, IsAbandoned = true, StaleAt = staleAt }
            : new LockStatus(paths, seen, state) { Holder = holder, IsAbandoned = isAbandoned, StaleAt = staleAt };
    }

    private (StoryLockState State, bool IsAbandoned, DateTime? StaleAt) Age(StoryPaths paths, LockSnapshot seen, TimeSpan stale, bool isWatched)
    {
        var staleness = tracker.Judge(paths.Folder, seen, stale);
        if (staleness == Staleness.Fresh)
        {
            if (isWatched)
            {
                tracker.ObserveFresh(paths, seen);
            }

            return (StoryLockState.Held, false, seen.Modified + stale);
        }

        var needed = staleness == Staleness.Stale ? StalenessTracker.SecondLook : stale;
        var stood = isWatched ? tracker.Observe(paths, seen) : tracker.StoodFor(paths, seen);
        var isAbandoned = stood >= needed;
        return staleness == Staleness.Stale
            ? (StoryLockState.Stale, isAbandoned, seen.Modified + stale)
            : (isAbandoned ? StoryLockState.Stale : StoryLockState.Unknown, isAbandoned, Now + needed - stood);
    }

    private void Forget(StoryPaths paths, bool isWatched)
    {
        if (isWatched)
        {
            tracker.Forget(paths);
        }
    }
}
