using System;
using System.Collections.Generic;
using System.Threading;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// Renews every lock that is held for long. A thread of its own notices those: a timer would wait for the thread pool, which a busy host may
/// have exhausted. Each is then renewed by a thread of its own, so that a file system that hangs delays no lock but its own. Both end by themselves.
/// </summary>
internal sealed class Heartbeat
{
    // A lock is renewed when it is this old and then at this interval, half the 650 ms that the protocol promises: a busy
    // machine may wake us late.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(325);

    // Starting the thread for each of a thousand short locks would cost more than the locks.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private const int Stack = 256 * 1024;

    private readonly object _gate = new();
    private readonly HashSet<StoryLock> _young = [];
    private bool _running;

    /// <summary>Sees to it that locks will be renewed; before one is made, so that nobody holds one that is not.</summary>
    /// <exception cref="NativeException">No thread can be started.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (!_running)
            {
                Start(NoticeLongHolds, "AiSdlc lock heartbeat");
                _running = true;
            }
        }
    }

    /// <summary>Begins to renew a lock, once it is held for long. Starts the thread again where it has ended since.</summary>
    /// <exception cref="NativeException">No thread can be started.</exception>
    public void Watch(StoryLock held)
    {
        lock (_gate)
        {
            Start();
            _young.Add(held);
        }
    }

    /// <summary>Stops renewing it.</summary>
    public void Forget(StoryLock held)
    {
        lock (_gate)
        {
            _young.Remove(held);
        }
    }

    private static void Start(ThreadStart run, string name)
    {
        try
        {
            new Thread(run, Stack) { IsBackground = true, Name = name }.Start();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            throw new NativeException("EAGAIN", "pthread_create", name, 11); // what the kernel says at a limit of processes or memory
        }
    }

    private static void Renew(StoryLock held)
    {
        while (held.TryRefresh())
        {
            Thread.Sleep(Interval);
        }
    }

    private void NoticeLongHolds()
    {
        for (var idle = TimeSpan.Zero; ;)
        {
            Thread.Sleep(Interval);
            var due = new List<StoryLock>();
            lock (_gate)
            {
                idle = _young.Count > 0 ? TimeSpan.Zero : idle + Interval;
                if (idle > Linger)
                {
                    _running = false;
                    return;
                }

                foreach (var held in _young)
                {
                    if (held.HeldFor >= Interval)
                    {
                        due.Add(held);
                    }
                }
            }

            due.ForEach(StartToRenew);
        }
    }

    // Where no thread is to be had it is renewed by this one, which tries again at the next interval.
    private void StartToRenew(StoryLock held)
    {
        try
        {
            Start(() => Renew(held), "AiSdlc lock renewal");
            Forget(held);
        }
        catch (NativeException)
        {
            held.TryRefresh();
        }
    }
}
