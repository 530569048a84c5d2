using System;
using System.Globalization;

namespace AiSdlc.Locking;

/// <summary>A lock to work under: one of its own, or the one of a <see cref="LockScope"/> for as long as one cmdlet needs it.</summary>
internal sealed class HeldLock : IDisposable
{
    private readonly Action _release;
    private readonly bool _isJoined;

    private HeldLock(StoryLock held, Action release, bool isJoined)
    {
        Lock = held;
        _release = release;
        _isJoined = isJoined;
    }

    /// <summary>The lock.</summary>
    public StoryLock Lock { get; }

    /// <summary>A lock of its own: disposing it releases the lock, then lets the next one of this process in.</summary>
    public static HeldLock Own(StoryLock held, LockQueue.Turn turn)
    {
        turn.Held = held;
        void Release()
        {
            held.Dispose();
            turn.Dispose();
        }

        return new HeldLock(held, Release, isJoined: false);
    }

    /// <summary>A lock that stays when this is disposed.</summary>
    public static HeldLock Joined(StoryLock held, Action leave) => new(held, leave, isJoined: true);

    /// <inheritdoc/>
    public void Dispose() => _release();

    /// <summary>Says how the release went; nothing where the lock is still held by the scope that it belongs to.</summary>
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
