using System;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>Waits for a story's lock and takes it: the queue inside the process first, then the one between processes, then the directory.</summary>
internal sealed class LockAcquisition(LockManager manager, StoryPaths paths, LockRequest request)
{
    // How often a wait looks whether the holder has died or turned stale; a lock that is released is noticed at once.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly LockWait _wait = new(manager, paths, request);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoryLockedException">It was held for the whole wait.</exception>
    /// <exception cref="StoryLockInvalidException">What stands there is no lock.</exception>
    /// <exception cref="NestedStoryLockException">The owner has it already.</exception>
    /// <exception cref="NativeException">The operating system refuses.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public LockLease Take()
    {
        request.Cancel.ThrowIfCancellationRequested();
        var ticket = manager.Queue.Join(paths.Story, request.Owner);
        try
        {
            AwaitTurn(ticket);
            return Tell(LockLease.Own(TakeInTurn(), manager.Closing, ticket));
        }
        catch
        {
            ticket.Dispose();
            throw;
        }
    }

    private LockLease Tell(LockLease held)
    {
        try
        {
            _wait.Tell();
            request.Log.Debug?.Invoke($"Created '{paths.Lock}'.");
            return held;
        }
        catch
        {
            held.Dispose(); // who listens may have been stopped
            throw;
        }
    }

    private void AwaitTurn(InProcessWaitQueue.QueueTicket ticket)
    {
        while (!ticket.HasCome)
        {
            var status = manager.Inspector.Look(paths, request.Timing);
            if (_wait.IsOver)
            {
                throw _wait.Expired(status);
            }

            _wait.Notice(status);
            _wait.Pause(TimeSpan.FromSeconds(1), ticket.Signal);
        }
    }

    private StoryLock TakeInTurn()
    {
        var record = OwnerRecord.For(paths, request.Owner);
        try
        {
            using var queue = new CrossProcessWaitQueue(manager, paths);
            while (true)
            {
                request.Cancel.ThrowIfCancellationRequested();
                var isLast = _wait.IsOver;
                if ((queue.IsFirst || isLast) && StoryLock.TryCreate(manager, paths, record) is { } taken)
                {
                    manager.Staleness.Forget(paths);
                    return taken;
                }

                var status = manager.Inspector.Watch(paths, request.Timing);
                if (IsCleared(status, queue, isLast))
                {
                    continue;
                }

                if (isLast)
                {
                    throw _wait.Expired(status);
                }

                _wait.Notice(status);
                queue.Await(_wait.Next(Look), request.Cancel);
            }
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    // True when the way is free by our own hand.
    private bool IsCleared(LockStatus status, CrossProcessWaitQueue queue, bool isLast)
    {
        if (status.Fault is { } fault)
        {
            throw new StoryLockInvalidException(paths.Story, paths.Lock, fault);
        }

        if (status.IsAbandoned && (queue.MayClaim(status.Seen) || isLast) && StaleLockBreaker.TryClear(paths, status.Seen, queue.IsOverdue))
        {
            request.Log.Verbose?.Invoke($"Took over the abandoned lock '{paths.Lock}', last refreshed {status.Seen.Modified:O}.");
            return true;
        }

        if (!status.IsFree && !status.IsAbandoned)
        {
            request.Log.Debug?.Invoke($"'{paths.Lock}' is held, last refreshed {status.Seen.Modified:O}.");
        }

        return false;
    }
}
