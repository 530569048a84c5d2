using System;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>Removes locks whose holders are gone, and nothing else.</summary>
internal static class StaleLockRemover
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Removes a story's lock if it is stale or orphaned, and what its holder left. False when there is no such lock: a
    /// live one, one that was refreshed while we watched, or none.
    /// </summary>
    /// <exception cref="StoryException">What stands there is no lock, or it cannot be removed.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public static bool Remove(StoryPaths paths, LockRequest request)
    {
        try
        {
            using var line = CrossProcessWaitQueue.Join(paths);
            return IsAbandoned(paths, request, line, out var seen) && StaleLockBreaker.TryClear(paths, seen) && Clean(paths, request);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
    }

    /// <summary>Takes the first of the two looks that a stale lock needs, so that many locks need not be waited for one by one.</summary>
    /// <exception cref="StoryException">The operating system does not say what is there.</exception>
    public static void Notice(StoryPaths paths, LockTiming timing)
    {
        try
        {
            if (LockSnapshot.Of(paths.Lock) is { Exists: true } seen)
            {
                StalenessTracker.IsAbandoned(paths.Lock, seen, timing.StaleTimeout);
            }
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
    }

    // Watches a lock that looks stale, or whose time says nothing, until it is certain or changes.
    private static bool IsAbandoned(StoryPaths paths, LockRequest request, CrossProcessWaitQueue line, out LockSnapshot seen)
    {
        seen = LockSnapshot.Of(paths.Lock);
        var first = seen;
        while (seen.Exists && seen.Modified == first.Modified)
        {
            if (seen.Fault(paths.Lock) is { } fault)
            {
                throw new StoryLockInvalidException(paths.Story, paths.Lock, fault);
            }

            if (LockAcquisition.MayTakeOver(paths, seen, request.Timing.StaleTimeout))
            {
                if (line.MayClaim(seen))
                {
                    return true;
                }
            }
            else if (StalenessTracker.LooksStale(paths.Lock, seen, request.Timing.StaleTimeout) == false)
            {
                return false;
            }

            request.Cancel.WaitHandle.WaitOne(Poll);
            request.Cancel.ThrowIfCancellationRequested();
            seen = LockSnapshot.Of(paths.Lock);
        }

        return false;
    }

    // As the next holder would: its temporary files and its record go too. Somebody else who got the lock first does it.
    private static bool Clean(StoryPaths paths, LockRequest request)
    {
        using var held = StoryLock.TryCreate(paths, request.Owner);
        if (held is not null)
        {
            OrphanedFiles.Remove(paths, request.Timing.StaleTimeout);
        }

        return true;
    }
}
