using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Chaos.Workers;
using AiSdlc.Claims;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Waiting;

/// <summary>
/// A process that waits for one change of a board after the other, as <c>Wait-Story</c> does, and says which it saw: <c>seen STORY NUMBER MICROSECONDS</c>, from before the
/// writer began to write. <c>naive</c> ones look anew before they wait, and so miss what happens in between.
/// </summary>
internal static class Waiter
{
    public static int Run(Options options)
    {
        Launch.EndWithHarness();
        var request = new LockRequest(new LockTiming(60000), LockOwner.New("waiter"), StoryLog.Silent, CancellationToken.None);
        var board = StoryBoard.Nearest(options.Text("place"), isNamed: true);
        if (options.Has("idle"))
            return Idle(board, TimeSpan.FromSeconds(options.Number("idle", 60)), request);

        var baseline = Look(board, request);
        Console.Out.WriteLine("ready");
        while (true)
        {
            using var wait = new StoryWait(board, baseline, new WaitGoal(_ => true) { HasChanged = true }, request);
            foreach (var story in wait.Run())
            {
                baseline[story.Path] = story.Version;
                var late = Stopwatch.GetElapsedTime((long)story.Value("stamp")!);
                Console.Out.WriteLine($"seen {story.Id} {story.Value("count")} {(long)late.TotalMicroseconds}");
            }

            if (options.Has("naive"))
                baseline = Look(board, request);
        }
    }

    private static Dictionary<string, string> Look(StoryBoard board, LockRequest request) =>
        board.Stories(allCopies: false).ToDictionary(story => story, story => StoryStore.Shared.Read(story, request).ToStory().Version);

    // After what a first look costs: "idle SHARE" of one processor, in thousandths of a percent.
    private static int Idle(StoryBoard board, TimeSpan time, LockRequest request)
    {
        var baseline = Look(board, request);
        void Wait(TimeSpan timeout)
        {
            try
            {
                using var wait = new StoryWait(board, baseline, new WaitGoal(_ => true) { HasChanged = true, Timeout = timeout }, request);
                _ = wait.Run().Count();
            }
            catch (StoryWaitException)
            {
            }
        }

        Wait(TimeSpan.FromSeconds(5));
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        Wait(time);
        Console.Out.WriteLine($"idle {(int)((Process.GetCurrentProcess().TotalProcessorTime - before) / time * 100_000)}");
        return 0;
    }
}
