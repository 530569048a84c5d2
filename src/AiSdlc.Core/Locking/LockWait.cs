using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>One wait for one story: how long it has lasted, when it ends, and what the user hears of it.</summary>
internal sealed class LockWait
{
    private static readonly TimeSpan WarnAfter = TimeSpan.FromSeconds(1);

    private readonly LockManager _manager;
    private readonly StoryPaths _paths;
    private readonly LockRequest _request;
    private readonly long _began;
    private TimeSpan[]? _retries;
    private bool _hasPaused;
    private bool _hasWarned;
    private (object Whose, TimeSpan Since)? _holder;

    public LockWait(LockManager manager, StoryPaths paths, LockRequest request)
    {
        (_manager, _paths, _request) = (manager, paths, request);
        _began = manager.Clock.GetTimestamp();
        Limit = request.Timing.RetryCount == int.MaxValue ? request.Timing.LockTimeout : Retries.LastOrDefault();
    }

    /// <summary>Length of the whole wait: the lock timeout, or less where the retries are capped.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Time since the wait began.</summary>
    public TimeSpan Elapsed => _manager.Clock.GetElapsedTime(_began);

    /// <summary>True when nothing is left but a last try.</summary>
    public bool IsOver => Elapsed >= Limit;

    /// <summary>Logs how long the wait took, if there was one.</summary>
    public void Tell()
    {
        if (_hasPaused)
        {
            var elapsed = Elapsed;
            _request.Log.Verbose?.Invoke(string.Format(
                CultureInfo.InvariantCulture, "Waited {0:0} ms for the lock of story {1}, with {2} timed retries.",
                elapsed.TotalMilliseconds, StoryException.IdOf(_paths.Story), Retries.Count(retry => retry <= elapsed)));
        }
    }

    /// <summary>Until when to pause at the most: the next timed retry, or the end of the wait, or the given time.</summary>
    public TimeSpan Next(TimeSpan atMost)
    {
        _hasPaused = true;
        var elapsed = Elapsed;
        var next = Retries.FirstOrDefault(retry => retry > elapsed);
        var rest = Least(next == default ? Limit : next, Limit) - elapsed;
        return rest > TimeSpan.Zero ? Least(atMost, rest) : TimeSpan.Zero;
    }

    /// <summary>Waits for a signal or for some time, never beyond the end.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public void Pause(TimeSpan atMost, WaitHandle? signal = null)
    {
        _hasPaused = true;
        _request.Cancel.ThrowIfCancellationRequested();
        var time = Least(atMost, Limit - Elapsed);
        if (time > TimeSpan.Zero)
        {
            var handles = signal is null ? new[] { _request.Cancel.WaitHandle } : [_request.Cancel.WaitHandle, signal];
            WaitHandle.WaitAny(handles, (int)Math.Ceiling(time.TotalMilliseconds));
            _request.Cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Warns once, when one and the same holder has kept us waiting for a second. A queue that moves is no reason to.</summary>
    public void Notice(LockStatus status)
    {
        if (_hasWarned || status.IsFree)
        {
            return;
        }

        if (_holder is not { } known || !known.Whose.Equals(status.Whose))
        {
            _holder = (status.Whose, Elapsed);
        }
        else if (Elapsed - known.Since >= WarnAfter)
        {
            _hasWarned = true;
            _request.Log.Warning(string.Format(
                CultureInfo.InvariantCulture,
                "Waiting for the lock of story {0}, held by {1}; giving up in {2:0.0} s.",
                StoryException.IdOf(_paths.Story), status.Holder?.Describe() ?? "another process", (Limit - Elapsed).TotalSeconds));
        }
    }

    /// <summary>The error for a wait that ended without the lock.</summary>
    public StoryLockedException Expired(LockStatus last) => new(_paths.Story, _manager.Inspector.DescribeLast(last), Elapsed);

    // Most waits end before they begin, and need none.
    private TimeSpan[] Retries => _retries ??= _request.Timing.Retries(new Random(Seed)).ToArray();

    // Not a Guid: it reads /dev/urandom, and a wait must not end because that fails.
    private int Seed => _began.GetHashCode() ^ ((ProcessIdentity.Current?.Id ?? 0) << 16);

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
