using System;
using System.Globalization;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>A lock to work under: one of its own, or the one of a <see cref="MultiLock"/> for as long as one cmdlet needs it.</summary>
internal sealed class LockLease : IDisposable
{
    private readonly DeferredClose _closing;
    private readonly Action _release;
    private readonly bool _isJoined;

    private LockLease(StoryLock held, DeferredClose closing, Action release, bool isJoined)
    {
        Lock = held;
        (_closing, _release, _isJoined) = (closing, release, isJoined);
    }

    /// <summary>The lock.</summary>
    public StoryLock Lock { get; }

    /// <summary>A lock of its own: releasing it lets the next one of this process in.</summary>
    public static LockLease Own(StoryLock held, DeferredClose closing, InProcessWaitQueue.QueueTicket ticket)
    {
        ticket.Held = held;
        return new LockLease(
            held,
            closing,
            () =>
            {
                held.Release();
                ticket.Dispose();
            },
            isJoined: false);
    }

    /// <summary>A lock that stays when this is released.</summary>
    public static LockLease Joined(LockLease outer, Action leave) => new(outer.Lock, outer._closing, leave, isJoined: true);

    /// <summary>Lets the lock go. May be called again.</summary>
    public void Release() => _release();

    /// <summary>Lets the lock go, and the system clean up after it.</summary>
    public void Dispose()
    {
        Release();
        _closing.Start();
    }

    /// <summary>Logs how the release went; nothing where the lock is still held by the <see cref="MultiLock"/> that it belongs to.</summary>
    public void Tell(StoryLog log)
    {
        if (_isJoined)
        {
            return;
        }

        var id = StoryException.IdOf(Lock.Paths.Story);
        log.Verbose?.Invoke(string.Format(CultureInfo.InvariantCulture, "Held the lock of story {0} for {1:0.0} ms.", id, Lock.HeldFor.TotalMilliseconds));
        if (Lock.ReleaseError is { } error)
        {
            log.Warning($"The lock of story {id} could not be removed ({error.Code}): '{Lock.Paths.Lock}'. It turns stale by itself.");
        }
        else if (!Lock.IsLost)
        {
            log.Debug?.Invoke($"Removed '{Lock.Paths.Lock}'.");
        }
    }
}
