using System;
using System.Threading;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// The wait queue between the processes of this module, so that nobody pushes in and nobody but the first has to look at the lock: each process that
/// waits draws a ticket (<see cref="WaitTickets"/>) and watches the one before its own; the first watches the story's folder for the lock to go.
/// </summary>
/// <remarks>
/// It is a courtesy and protects no update, and Node peers know nothing of it. Only the first takes an abandoned lock over, unless it is stuck
/// itself: sixteen takers at once would now and then claim the lock that another had just made. Nothing of it lies where strangers could hold it,
/// and it needs no thread: a wait that ends leaves nothing. Measured with 16 processes on one story on two processors: polling each millisecond took
/// all of the machine, and each 20 ms let some wait for seconds while the one that had just released was back first.
/// </remarks>
internal sealed class CrossProcessWaitQueue : IDisposable
{
    // How long an abandoned lock may stand before those who are not first believe that the first is stuck.
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(1);

    // How long the lock may be free before the one behind believes that the one before it is stuck (stopped by Ctrl+Z, say).
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    // Where nothing tells that a name goes.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    private readonly LockManager _manager;
    private readonly StoryPaths _paths;
    private readonly WaitTickets? _tickets;
    private ChangeWatch? _changes;
    private string? _before;
    private long? _freeSince;
    private (DateTime Modified, long Since)? _abandoned;

    public CrossProcessWaitQueue(LockManager manager, StoryPaths paths)
    {
        (_manager, _paths) = (manager, paths);
        _tickets = WaitTickets.TryOpen(paths);
        _before = _tickets?.Before();
    }

    /// <summary>True when nobody of this module is before us.</summary>
    public bool IsFirst => _before is null;

    /// <summary>True when this process is the one to take over a lock that it has found abandoned; asked again and again.</summary>
    public bool MayClaim(LockSnapshot abandoned)
    {
        if (_abandoned?.Modified != abandoned.Modified)
        {
            _abandoned = (abandoned.Modified, _manager.Clock.GetTimestamp());
        }

        return IsFirst || IsOverdue;
    }

    /// <summary>True when a lock that was asked about stands abandoned for so long that whoever should take it over is stuck.</summary>
    public bool IsOverdue => _abandoned is { } abandoned && _manager.Clock.GetElapsedTime(abandoned.Since) > Courtesy;

    /// <summary>Waits until the lock goes, or the one before us; not longer than it is told, and not when it is called off.</summary>
    public void Await(TimeSpan atMost, CancellationToken cancel)
    {
        if (_tickets is { Mine: null })
        {
            _tickets.Draw(_manager.Clock.GetTimestamp());
            _before = _tickets.Before();
        }

        _changes ??= _manager.Watches.Rent();
        if (!IsWatching())
        {
            cancel.WaitHandle.WaitOne(atMost < Poll ? atMost : Poll);
        }
        else if (!HasGone())
        {
            _changes!.Wait(atMost, cancel);
        }

        _before = _tickets?.Before();
        EvictIfStuck();
    }

    /// <summary>Leaves the queue: the lock is made, or the wait is over.</summary>
    public void Dispose()
    {
        _tickets?.Dispose();
        if (_changes is not null)
        {
            _manager.Watches.Return(_changes);
        }
    }

    private bool IsWatching() => _changes is not null && (_before is null ? _changes.TryWatchFolder(_paths.Folder) : _changes.TryWatchFile(_tickets!.PathOf(_before)));

    // What went before it was watched makes no sound.
    private bool HasGone() => _before is null ? !LockSnapshot.Of(_paths.Lock).Exists : FileSystem.Current.Stat(_tickets!.PathOf(_before)) is null;

    private void EvictIfStuck()
    {
        if (_before is null || LockSnapshot.Of(_paths.Lock).Exists)
        {
            _freeSince = null;
            return;
        }

        _freeSince ??= _manager.Clock.GetTimestamp();
        if (_manager.Clock.GetElapsedTime(_freeSince.Value) > Patience)
        {
            _tickets!.Evict(_before);
            _before = _tickets.Before();
        }
    }
}
