using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Claiming;

/// <summary>An agent: starts the most urgent story, writes to it under its claim, and is done with it; until all are done.</summary>
internal static class ClaimDrainer
{
    public static int Run(Options options)
    {
        var request = new LockRequest(new LockTiming(60000), LockOwner.New(options.Text("worker")), StoryLog.Silent, CancellationToken.None);
        var board = StoryBoard.Nearest(options.Text("place"), isNamed: true);
        var start = new StartOptions(options.Text("worker"), TimeSpan.FromMinutes(10));
        while (true)
        {
            var claimed = new ClaimedBoard(board, new ClaimPlace(), request);
            var stories = board.Stories(allCopies: false).Select(story => StoryStore.Shared.Read(story, request).ToStory()).ToList();
            var queue = claimed.Queue(stories, note: true).ToList();
            if (queue.TrueForAll(story => story.Claim?.State == StoryClaimState.Done))
                return 0;
            if (StoryWork.StartFirst(claimed.Claims, queue, start, request) is { } claim)
                Work(claimed.Claims, claim, request);
            else
                Thread.Sleep(100);
        }
    }

    private static void Work(StoryClaims claims, StoryClaim claim, LockRequest request)
    {
        Console.Out.WriteLine($"started {claim.Id} {Stopwatch.GetTimestamp()}");
        StoryStore.Shared.Update(claim.Path!, new StoryEdit { Increment = ["count"], Guard = ClaimPlace.Guard(claim.Token!, request) }, request);
        var done = Stopwatch.GetTimestamp();
        StoryWork.Stop(claims, claim.Path!, claim.Token!, ClaimEnd.Done, force: true, request);
        Console.Out.WriteLine($"done {claim.Id} {done}");
    }
}
