using System;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>Waits for a story's lock and takes it: the line inside the process first, then the directory.</summary>
internal static class LockAcquisition
{
    // How often the next in line looks whether a holder that is not in the line, such as Node, has released: one lstat, which
    // disturbs nobody.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    // How often a wait looks whether the holder has died, or the lock is free and only the line is not.
    private static readonly TimeSpan HolderCheck = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoryLockedException">It was held for the whole wait.</exception>
    /// <exception cref="StoryLockInvalidException">What stands there is no lock.</exception>
    /// <exception cref="NestedStoryLockException">The owner has it already.</exception>
    /// <exception cref="NativeException">The operating system refuses.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public static LockLease Take(StoryPaths paths, LockRequest request)
    {
        request.Cancel.ThrowIfCancellationRequested();
        if (MultiLock.Of(request.Owner) is { } scope)
        {
            return scope.Join(paths);
        }

        var patience = new LockWait(paths, request);
        var held = Take(paths, request, patience);
        try
        {
            patience.Tell();
            request.Log.Debug?.Invoke($"Created '{paths.Lock}'.");
            return held;
        }
        catch
        {
            held.Dispose(); // who listens may have been stopped
            throw;
        }
    }

    private static LockLease Take(StoryPaths paths, LockRequest request, LockWait patience)
    {
        var record = OwnerRecord.For(paths, request.Owner);
        var turn = InProcessWaitQueue.Join(paths.Story, request.Owner);
        try
        {
            while (!turn.HasCome)
            {
                if (patience.IsOver)
                {
                    throw patience.Expired();
                }

                patience.Pause(TimeSpan.MaxValue, turn.Signal);
            }

            return LockLease.Own(TakeInLine(paths, request, patience, record), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private static StoryLock TakeInLine(StoryPaths paths, LockRequest request, LockWait patience, OwnerRecord record)
    {
        using var line = CrossProcessWaitQueue.Join(paths);
        var look = line.IsNext || AwaitChange(paths, request.Timing, patience, line);
        while (true)
        {
            request.Cancel.ThrowIfCancellationRequested();
            var last = patience.IsOver;
            if (StoryLock.TryCreate(paths, record) is { } taken)
            {
                StalenessTracker.Forget(paths.Lock);
                return taken;
            }

            if ((look || last) && IsCleared(paths, request, line, last))
            {
                continue;
            }

            if (last)
            {
                throw patience.Expired();
            }

            look = AwaitChange(paths, request.Timing, patience, line);
        }
    }

    // True when the way is free, by now or by our own hand.
    private static bool IsCleared(StoryPaths paths, LockRequest request, CrossProcessWaitQueue line, bool last)
    {
        var seen = LockSnapshot.Of(paths.Lock);
        if (seen.Fault(paths.Lock) is { } fault)
        {
            throw new StoryLockInvalidException(paths.Story, paths.Lock, fault);
        }

        if (!seen.Exists)
        {
            return true;
        }

        if (!MayTakeOver(paths, seen, request.Timing.StaleTimeout))
        {
            request.Log.Debug?.Invoke($"'{paths.Lock}' is held, last refreshed {seen.Modified:O}.");
            return false;
        }

        if (!(line.MayClaim(seen) || last) || !StaleLockBreaker.TryClear(paths, seen))
        {
            return false;
        }

        request.Log.Verbose?.Invoke($"Took over the abandoned lock '{paths.Lock}', last refreshed {seen.Modified:O}.");
        return true;
    }

    /// <summary>True when a lock is proven orphaned, or abandoned by the stale rule.</summary>
    internal static bool MayTakeOver(StoryPaths paths, LockSnapshot seen, TimeSpan staleTimeout) =>
        StalenessTracker.IsAbandoned(paths.Lock, seen, staleTimeout) || OwnerRecord.Read(paths, seen)?.ProvesDeath() == true;

    // Returns when a timed retry is due, when the wait is over, or when the holder is found to be gone; with false when the lock
    // is free, for then there is no holder to look at.
    private static bool AwaitChange(StoryPaths paths, LockTiming timing, LockWait patience, CrossProcessWaitQueue line)
    {
        line.Watch();
        var nextCheck = patience.Elapsed + HolderCheck;
        while (!patience.IsOver && !patience.RetryIsDue())
        {
            patience.Pause(line.HasSignalled ? Poll : HolderCheck, line.HasSignalled ? null : line.Signal);
            var seen = LockSnapshot.Of(paths.Lock);
            if (!seen.Exists)
            {
                return false;
            }

            if (patience.Elapsed >= nextCheck)
            {
                nextCheck = patience.Elapsed + HolderCheck;
                if (MayTakeOver(paths, seen, timing.StaleTimeout))
                {
                    return true;
                }
            }
        }

        return true;
    }
}
