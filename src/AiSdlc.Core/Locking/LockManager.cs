using System;
using System.Collections.Concurrent;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// All that a process remembers of locks: who waits, what is held and renewed, what was seen stale, what is yet to be closed. One serves the whole
/// process, for runspaces wait for each other; a test may have another, with a clock of its own.
/// </summary>
internal sealed class LockManager
{
    private readonly ConcurrentDictionary<string, MultiLock> _holds = new(StringComparer.Ordinal);
    private readonly SignalRelease _signals;

    public LockManager(TimeProvider clock)
    {
        Clock = clock;
        Staleness = new StalenessTracker(clock);
        Inspector = new LockInspector(clock, Staleness, Queue);
        _signals = new SignalRelease(() => _holds.Values);
    }

    /// <summary>The one of this process.</summary>
    public static LockManager Shared { get; } = new(TimeProvider.System);

    /// <summary>Wall clock, and the clock since boot.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Since when locks stand still.</summary>
    public StalenessTracker Staleness { get; }

    /// <summary>Who waits and who holds, in this process.</summary>
    public InProcessWaitQueue Queue { get; } = new();

    /// <summary>The judge.</summary>
    public LockInspector Inspector { get; }

    /// <summary>Renews what is held for long.</summary>
    public Heartbeat Heartbeat { get; } = new();

    /// <summary>Descriptors that are slow to close.</summary>
    public DeferredClose Closing { get; } = new();

    /// <summary>For those who wait for a lock to go.</summary>
    public ChangeWatchPool Watches { get; } = new();

    /// <summary>Waits for a story's lock and takes it, or joins the hold of its owner.</summary>
    /// <inheritdoc cref="LockAcquisition.Take"/>
    public LockLease Take(StoryPaths paths, LockRequest request) =>
        HoldOf(request.Owner)?.Join(paths) ?? new LockAcquisition(this, paths, request).Take();

    /// <summary>Takes the lock of a story if it is free; null when it is not.</summary>
    /// <exception cref="NativeException">The operating system refuses.</exception>
    public StoryLock? TryTake(StoryPaths paths, LockOwner owner)
    {
        var record = OwnerRecord.For(paths, owner);
        try
        {
            if (StoryLock.TryCreate(this, paths, record) is { } taken)
            {
                return taken;
            }
        }
        catch
        {
            record.Dispose();
            throw;
        }

        record.Dispose();
        return null;
    }

    /// <summary>The locks that an owner holds over several of its cmdlets; null when there are none.</summary>
    public MultiLock? HoldOf(LockOwner owner) => _holds.TryGetValue(owner.Id, out var hold) ? hold : null;

    /// <summary>Sets them.</summary>
    public void SetHold(LockOwner owner, MultiLock? hold)
    {
        if (hold is null)
        {
            _holds.TryRemove(owner.Id, out _);
        }
        else
        {
            _holds[owner.Id] = hold;
        }

        _signals.ListenWhile(!_holds.IsEmpty);
    }
}
