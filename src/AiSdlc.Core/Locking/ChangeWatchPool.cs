using System.Collections.Concurrent;
using System.Threading;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>Keeps a few watches for the next waits: closing one takes milliseconds.</summary>
internal sealed class ChangeWatchPool
{
    private const int Most = 4;
    private readonly ConcurrentBag<ChangeWatch> _idle = [];

    /// <summary>A watch; null where there is none to be had.</summary>
    public ChangeWatch? Rent() => _idle.TryTake(out var watch) ? watch : ChangeWatch.TryCreate();

    /// <summary>Gives one back.</summary>
    public void Return(ChangeWatch watch)
    {
        watch.Stop();
        if (_idle.Count < Most)
        {
            _idle.Add(watch);
        }
        else
        {
            ThreadPool.QueueUserWorkItem(_ => watch.Dispose());
        }
    }
}
