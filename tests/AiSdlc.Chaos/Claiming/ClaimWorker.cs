using System;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Claiming;

/// <summary>One of many that want a story: takes the claim on each that is named on its input, and says whether it got it.</summary>
internal static class ClaimWorker
{
    public static int Run(Options options)
    {
        var request = new LockRequest(new LockTiming(60000), LockOwner.New(options.Text("worker")), StoryLog.Silent, CancellationToken.None);
        var board = StoryBoard.Nearest(options.Text("place"), isNamed: true);
        var claims = new ClaimPlace(options.Has("remote") ? options.Text("remote") : null).Of(board, request);
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            Console.Out.WriteLine(words[0] == "naive" ? TakeNaively(board.Find(words[1]), options.Text("worker"), request) : Take(claims, words[1], options.Text("worker")));
        }

        return 0;
    }

    private static string Take(StoryClaims claims, string id, string owner)
    {
        try
        {
            return $"won {id} {claims.Take(id, id, owner, TimeSpan.FromHours(1), evenIfDone: false).Epoch}";
        }
        catch (StoryClaimedException lost)
        {
            return $"{(lost.Claim?.Since > DateTime.UtcNow.AddMilliseconds(-50) ? "outrun" : "lost")} {id}";
        }
        catch (StoryException exception)
        {
            return $"error {exception.Message}";
        }
    }

    private static string TakeNaively(string story, string owner, LockRequest request)
    {
        if (StoryStore.Shared.Read(story, request).ToStory().Status != "ready")
            return "lost";
        StoryStore.Shared.Update(story, new StoryEdit { Set = new System.Collections.Hashtable { ["status"] = "in-progress", ["assignee"] = owner } }, request);
        return $"won {story}";
    }
}
