using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace AiSdlc.Locking;

/// <summary>
/// Renews every lock that this process holds for long. One background thread of its own: a timer would wait for the
/// thread pool, which a busy host may have exhausted. It sleeps for good while no lock is held.
/// </summary>
internal static class Heartbeat
{
    // A lock is renewed when it is this old and then at this interval, half the 650 ms that the protocol promises: a busy
    // machine may wake us late.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(325);

    // Waking the thread for each of a thousand short locks would cost more than the locks.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private static readonly object Gate = new();
    private static readonly HashSet<StoryLock> Held = [];
    private static bool _running;

    /// <summary>Begins to renew a lock.</summary>
    public static void Watch(StoryLock held)
    {
        lock (Gate)
        {
            Held.Add(held);
            if (!_running)
            {
                _running = true;
                new Thread(Run) { IsBackground = true, Name = "AiSdlc lock heartbeat" }.Start();
            }
        }
    }

    /// <summary>Stops renewing it.</summary>
    public static void Forget(StoryLock held)
    {
        lock (Gate)
        {
            Held.Remove(held);
        }
    }

    private static void Run()
    {
        var idle = TimeSpan.Zero;
        while (true)
        {
            Thread.Sleep(Interval);
            StoryLock[] due;
            lock (Gate)
            {
                idle = Held.Count > 0 ? TimeSpan.Zero : idle + Interval;
                if (idle > Linger)
                {
                    _running = false;
                    return;
                }

                due = Held.Where(held => held.HeldFor >= Interval).ToArray();
            }

            foreach (var held in due)
            {
                held.Refresh();
            }
        }
    }
}
