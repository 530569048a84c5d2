using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Chaos.Workers;
using AiSdlc.Claims;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Claiming;

/// <summary>Starts stories, renews the claim while it writes to them, gives them back, and says all of it, until it is killed.</summary>
internal static class ClaimHolder
{
    public static int Run(Options options)
    {
        Launch.EndWithHarness();
        var request = new LockRequest(new LockTiming(60000, Board.StaleTimeout), LockOwner.New(options.Text("worker")), StoryLog.Silent, CancellationToken.None);
        var board = StoryBoard.Nearest(options.Text("place"), isNamed: true);
        var start = new StartOptions(options.Text("worker"), TimeSpan.FromMilliseconds(options.Number("lease", 4000)));
        while (true)
        {
            try
            {
                var claimed = new ClaimedBoard(board, new ClaimPlace(), request);
                var stories = board.Stories(allCopies: false).Select(story => StoryStore.Shared.Read(story, request).ToStory()).ToList();
                if (StoryWork.StartFirst(claimed.Claims, claimed.Queue(stories, note: true), start, request) is { } claim)
                    Work(claimed.Claims, claim, request);
                else
                    Thread.Sleep(20);
            }
            catch (StoryException exception)
            {
                Console.Out.WriteLine($"failed {exception.GetType().Name} {exception.Message}");
            }
        }
    }

    private static void Work(StoryClaims claims, StoryClaim claim, LockRequest request)
    {
        var name = $"{claim.Id} {claim.Epoch}";
        Console.Out.WriteLine($"started {name} {Stopwatch.GetTimestamp()}");
        using var renewal = new ClaimRenewal(_ => claims.Renew(claim.Id, claim.Path!, claim.Token!), claim.Lease);
        try
        {
            for (var i = 1; i <= 5; i++)
            {
                var before = Stopwatch.GetTimestamp();
                var edit = Board.Edit($"{claim.Token}-{i}") with { Guard = ClaimPlace.Guard(claim.Token!, request) };
                StoryStore.Shared.Update(claim.Path!, edit, request);
                Console.Out.WriteLine($"ok {name} {before} {claim.Token}-{i}");
            }

            StoryWork.Stop(claims, claim.Path!, claim.Token!, ClaimEnd.GivenBack, force: true, request);
            Console.Out.WriteLine($"stopped {name}");
        }
        catch (ClaimLostException)
        {
            Console.Out.WriteLine($"lost {name}");
        }
    }
}
