using System;

namespace AiSdlc.Locking;

/// <summary>A lock together with the place in this process's line; disposing it releases the lock, then lets the next one in.</summary>
internal sealed class HeldLock : IDisposable
{
    private readonly LockQueue.Turn _turn;

    public HeldLock(StoryLock held, LockQueue.Turn turn)
    {
        Lock = held;
        _turn = turn;
        turn.Held = held;
    }

    /// <summary>The lock.</summary>
    public StoryLock Lock { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Lock.Dispose();
        _turn.Dispose();
    }
}
