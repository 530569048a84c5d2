using System;
using System.Diagnostics;
using System.Threading;
using AiSdlc.Paths;
using AiSdlc.Platform;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Locking;

/// <summary>
/// The waiting line between the processes of this module, so that nobody has to poll and nobody pushes in: a <c>flock</c> on the
/// story's folder is the place of the next one, who keeps it until it has made the lock; each holder keeps a <c>flock</c> on
/// its lock directory, so that the kernel wakes the next one when it is released, or when its holder dies.
/// </summary>
/// <remarks>
/// It is a courtesy and protects no update: it leaves no file, and Node peers know nothing of it. Only the next one takes an abandoned
/// lock over, unless it is stuck itself: sixteen takers at once would now and then claim the lock that another had just made.
/// Measured with 16 processes on one story on two processors: polling each millisecond took all of the machine, and each 20 ms let
/// some wait for seconds while the one that had just released was back first.
/// </remarks>
internal sealed class CrossProcessWaitQueue : IDisposable
{
    // How long an abandoned lock may stand before those who are not next believe that the next one is stuck.
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly StoryPaths _paths;
    private readonly SafeFileHandle? _folder;
    private readonly ManualResetEventSlim _signal = new();
    private bool _next;
    private bool _watching;
    private bool _left;
    private (DateTime Modified, Stopwatch Since)? _abandoned;

    private CrossProcessWaitQueue(StoryPaths paths)
    {
        _paths = paths;
        _folder = FileSystem.Current.OpenDirectory(paths.Folder);
        _next = _folder is null || FileSystem.Current.TryLock(_folder, wait: false) != false;
    }

    /// <summary>True when this process is the next one, or there is no line.</summary>
    public bool IsNext
    {
        get
        {
            lock (_gate)
            {
                return _next;
            }
        }
    }

    /// <summary>Set when it was our turn and the lock of that moment was released; never by a holder that is not in the line.</summary>
    public WaitHandle Signal => _signal.WaitHandle;

    /// <summary>True once <see cref="Signal"/> is set: from then on only looking tells.</summary>
    public bool HasSignalled => _signal.IsSet;

    /// <summary>Joins the line of a story. Never waits.</summary>
    /// <exception cref="NativeException">The folder cannot be opened.</exception>
    public static CrossProcessWaitQueue Join(StoryPaths paths) => new(paths);

    /// <summary>True when this process is the one to take over a lock that it has found abandoned; asked again and again.</summary>
    public bool MayClaim(LockSnapshot abandoned)
    {
        if (_abandoned?.Modified != abandoned.Modified)
        {
            _abandoned = (abandoned.Modified, Stopwatch.StartNew());
        }

        return IsNext || _abandoned.Value.Since.Elapsed > Courtesy;
    }

    /// <summary>Has <see cref="Signal"/> set in time.</summary>
    public void Watch()
    {
        if (!_watching)
        {
            _watching = true;
            new Thread(AwaitRelease) { IsBackground = true, Name = "AiSdlc waiting line" }.Start();
        }
    }

    /// <summary>Leaves the line: the lock is made, or the wait is over.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _left = true;
            if (_next)
            {
                _folder?.Dispose();
            }
        }
    }

    // A blocked flock cannot be called off. If we leave before it is our turn, this thread gives the place up when it comes.
    private void AwaitRelease()
    {
        if (!IsNext)
        {
            FileSystem.Current.TryLock(_folder!, wait: true);
            lock (_gate)
            {
                _next = true;
                if (_left)
                {
                    _folder!.Dispose();
                    return;
                }
            }
        }

        AwaitHolder();
        _signal.Set();
    }

    private void AwaitHolder()
    {
        try
        {
            using var held = FileSystem.Current.OpenDirectory(_paths.Lock);
            if (held is not null)
            {
                FileSystem.Current.TryLock(held, wait: true);
            }
        }
        catch (NativeException)
        {
            return; // released by now, or not ours to open: whoever waits looks for itself
        }
    }
}
