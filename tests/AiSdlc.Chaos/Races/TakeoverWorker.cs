using System;
using System.IO;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Chaos.Races;

/// <summary>
/// One of many that want the same abandoned lock at once. For each story that is named on its input it takes the lock, enters
/// a room that has to be empty, checks before it leaves that the lock is still its own, and says what it found.
/// </summary>
internal static class TakeoverWorker
{
    public static int Run(Options options)
    {
        var owner = LockOwner.New(options.Text("worker"));
        while (Console.ReadLine() is { } story)
        {
            var number = Path.GetFileName(Path.GetDirectoryName(story));
            new Thread(() => Console.Out.WriteLine($"{Take(story, owner)} {number}")) { IsBackground = true }.Start();
        }

        return 0;
    }

    private static string Take(string story, LockOwner owner)
    {
        try
        {
            var request = new LockRequest(new LockTiming(60000, Board.StaleTimeout), owner, StoryLog.Silent, CancellationToken.None);
            using var held = LockManager.Shared.Take(StoryPaths.Resolve(story), request);
            var room = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(story))!, Path.GetFileName(Path.GetDirectoryName(story)) + ".room");
            return Stay(room, held.Lock);
        }
        catch (StoryException refused)
        {
            return refused.GetType().Name;
        }
    }

    // A file made exclusively: whoever comes while somebody is inside, finds it.
    private static string Stay(string room, StoryLock held)
    {
        try
        {
            File.Open(room, FileMode.CreateNew).Dispose();
        }
        catch (IOException)
        {
            return held.Confirm() ? "two-holders" : "lost-at-once";
        }

        Thread.Yield();
        File.Delete(room);
        return held.Confirm() ? "held" : "lost";
    }
}
