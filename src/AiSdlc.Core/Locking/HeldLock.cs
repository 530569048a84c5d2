using System;

namespace AiSdlc.Locking;

/// <summary>A lock to work under: one of its own, or the one of a <see cref="LockScope"/> for as long as one cmdlet needs it.</summary>
internal sealed class HeldLock(StoryLock held, Action release) : IDisposable
{
    /// <summary>The lock.</summary>
    public StoryLock Lock => held;

    /// <summary>A lock of its own: disposing it releases the lock, then lets the next one of this process in.</summary>
    public static HeldLock Own(StoryLock held, LockQueue.Turn turn)
    {
        turn.Held = held;
        return new HeldLock(held, () =>
        {
            held.Dispose();
            turn.Dispose();
        });
    }

    /// <inheritdoc/>
    public void Dispose() => release();
}
