using System;
using System.Diagnostics;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Chaos.Clocks;

/// <summary>One who may have another clock. It takes the locks it is told to, says when it has one or gives up, and keeps them until it is killed.</summary>
internal static class ClockParty
{
    public static int Run(Options options)
    {
        while (Console.ReadLine() is { } asked)
        {
            var words = asked.Split(' ', 2);
            new Thread(() => Take(words[1], int.Parse(words[0], null))) { IsBackground = true }.Start();
        }

        return 0;
    }

    private static void Take(string story, int timeout)
    {
        var waited = Stopwatch.StartNew();
        var took = TryTake(story, timeout) is not null;
        Console.Out.WriteLine($"{(took ? "took" : "locked")} {waited.ElapsedMilliseconds} {story}");
    }

    /// <summary>The lock, or null when it was somebody else's all the time.</summary>
    public static LockLease? TryTake(string story, int timeout)
    {
        try
        {
            return LockManager.Shared.Take(StoryPaths.Resolve(story), LockRequest.With(new LockTiming(timeout, Board.StaleTimeout)));
        }
        catch (StoryLockedException)
        {
            return null;
        }
    }
}
