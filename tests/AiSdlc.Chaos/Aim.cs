using System.Threading;
using AiSdlc.Chaos.Workers;
using AiSdlc.Locking;

namespace AiSdlc.Chaos;

/// <summary>Stops a worker while it holds the lock. Without aim, most would be hit while they wait.</summary>
internal static class Aim
{
    // Two that aim at once would take the one's lock for the other's.
    private static readonly Lock OneAtATime = new();

    /// <summary>True when the worker is stopped under the lock; false, and it runs on, when it never was in twenty looks.</summary>
    public static bool StopsHolder(Board board, Worker worker)
    {
        lock (OneAtATime)
        {
            for (var look = 0; look < 20 && !worker.HasExited; look++)
            {
                worker.Stop();
                if (StandsStill(board))
                    return true;
                worker.Resume();
                Thread.Sleep(1 + (look % 7));
            }

            return false;
        }
    }

    // A lock that is the same after 20 ms belongs to nobody who runs: an update takes two.
    private static bool StandsStill(Board board)
    {
        var before = LockSnapshot.Of(board.Lock);
        if (!before.Exists)
            return false;
        Thread.Sleep(20);
        return LockSnapshot.Of(board.Lock) == before;
    }
}
