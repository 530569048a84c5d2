using System;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>Removes locks whose holders are gone, and nothing else.</summary>
internal sealed class StaleLockRemover(LockManager locks)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>The one of this process.</summary>
    public static StaleLockRemover Shared { get; } = new(LockManager.Shared);

    /// <summary>
    /// Removes a story's lock if it is stale or orphaned, and what its holder left. False when there is no such lock: a
    /// live one, one that was refreshed while we watched, or none.
    /// </summary>
    /// <exception cref="StoryException">What stands there is no lock, or it cannot be removed.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public bool Remove(StoryPaths paths, LockRequest request)
    {
        try
        {
            using var queue = new CrossProcessWaitQueue(locks, paths);
            return TryClear(paths, request, queue) && Clean(paths, request);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
    }

    /// <summary>Takes the first of the two looks that a stale lock needs, so that many locks need not be waited for one by one.</summary>
    /// <exception cref="StoryException">The operating system does not say what is there.</exception>
    public void Notice(StoryPaths paths, LockTiming timing)
    {
        try
        {
            locks.Inspector.Watch(paths, timing);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
    }

    // Watches a lock that looks stale, or whose time says nothing, until it is certain; false when it changes, or is live.
    private bool TryClear(StoryPaths paths, LockRequest request, CrossProcessWaitQueue queue)
    {
        var status = locks.Inspector.Watch(paths, request.Timing);
        for (var first = status.Seen; !status.IsFree && status.Seen.Modified == first.Modified; status = locks.Inspector.Watch(paths, request.Timing))
        {
            if (status.Fault is { } fault)
            {
                throw new StoryLockInvalidException(paths.Story, paths.Lock, fault);
            }

            if (status.IsAbandoned && queue.MayClaim(status.Seen) && StaleLockBreaker.TryClear(paths, status.Seen, queue.IsOverdue))
            {
                return true;
            }

            if (status.State == StoryLockState.Held)
            {
                return false;
            }

            queue.Await(Look, request.Cancel);
            request.Cancel.ThrowIfCancellationRequested();
        }

        return false;
    }

    // As the next holder would: its temporary files and its record go too. Somebody else who got the lock first does it.
    private bool Clean(StoryPaths paths, LockRequest request)
    {
        locks.Staleness.Forget(paths);
        using var held = locks.TryTake(paths, request.Owner);
        if (held is not null)
        {
            OrphanedFiles.Remove(paths, locks.Inspector, request.Timing);
        }

        return true;
    }
}
