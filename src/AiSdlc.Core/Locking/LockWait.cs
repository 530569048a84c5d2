using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using AiSdlc.Paths;

namespace AiSdlc.Locking;

/// <summary>One wait for one story: how long it has lasted, when it ends, and what the user hears of it.</summary>
internal sealed class LockWait
{
    private static readonly TimeSpan WarnAfter = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _waited = Stopwatch.StartNew();
    private readonly StoryPaths _paths;
    private readonly LockRequest _request;
    private TimeSpan[]? _retries;
    private int _nextRetry;
    private bool _hasPaused;
    private bool _warned;

    public LockWait(StoryPaths paths, LockRequest request)
    {
        _paths = paths;
        _request = request;
        Limit = request.Timing.RetryCount == int.MaxValue ? request.Timing.LockTimeout : Retries.LastOrDefault();
    }

    /// <summary>Length of the whole wait: the lock timeout, or less where the retries are capped.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Says how long it took, where it took a wait.</summary>
    public void Tell()
    {
        if (_hasPaused)
        {
            _request.Log.Verbose?.Invoke(string.Format(
                CultureInfo.InvariantCulture, "Waited {0:0} ms for the lock of story {1}, with {2} timed retries.",
                _waited.Elapsed.TotalMilliseconds, StoryException.IdOf(_paths.Story), _nextRetry));
        }
    }

    /// <summary>Time since the wait began.</summary>
    public TimeSpan Elapsed => _waited.Elapsed;

    /// <summary>True when nothing is left but a last try.</summary>
    public bool IsOver => _waited.Elapsed >= Limit;

    /// <summary>True once for each timed retry that has fallen due.</summary>
    public bool RetryIsDue()
    {
        var due = _nextRetry < Retries.Length && _waited.Elapsed >= Retries[_nextRetry];
        _nextRetry += due ? 1 : 0;
        return due;
    }

    /// <summary>Waits for a signal or for some time, never beyond the end; warns after a second.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public void Pause(TimeSpan atMost, WaitHandle? signal = null)
    {
        _hasPaused = true;
        WarnIfLong();
        _request.Cancel.ThrowIfCancellationRequested();
        var time = Least(atMost, Limit - _waited.Elapsed);
        if (!_warned)
        {
            time = Least(time, WarnAfter - _waited.Elapsed);
        }

        if (time > TimeSpan.Zero)
        {
            var handles = signal is null ? new[] { _request.Cancel.WaitHandle } : [_request.Cancel.WaitHandle, signal];
            WaitHandle.WaitAny(handles, (int)Math.Ceiling(time.TotalMilliseconds));
            _request.Cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The error for a wait that ended without the lock.</summary>
    public StoryLockedException Expired() => new(_paths.Story, LockInspector.Of(_paths, _request.Timing.StaleTimeout) ?? LockInspector.JustReleased(_paths), _waited.Elapsed);

    // Most waits end before they begin, and need none.
    private TimeSpan[] Retries => _retries ??= _request.Timing.Retries(new Random(Guid.NewGuid().GetHashCode())).ToArray();

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private void WarnIfLong()
    {
        if (_warned || _waited.Elapsed < WarnAfter)
        {
            return;
        }

        _warned = true;
        var holder = LockInspector.Of(_paths, _request.Timing.StaleTimeout)?.Holder;
        _request.Log.Warning(string.Format(
            CultureInfo.InvariantCulture,
            "Waiting for the lock of story {0}, held by {1}; giving up in {2:0.0} s.",
            StoryException.IdOf(_paths.Story), holder?.Describe() ?? "another process", (Limit - _waited.Elapsed).TotalSeconds));
    }
}
