using System;
using System.Collections.Generic;
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
        var owner = options.Text("worker");
        var request = new LockRequest(new LockTiming(60000), LockOwner.New(owner), StoryLog.Silent, CancellationToken.None);
        var board = StoryBoard.Nearest(options.Text("place"), isNamed: true);
        var store = new ClaimPlace(options.Has("remote") ? options.Text("remote") : null).Of(board, request).Store;
        StoryClaim? claim = null;
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var claims = new StoryClaims(new StartingLine(store), ClaimSightings.Shared, TimeProvider.System);
            Console.Out.WriteLine(words[0] switch
            {
                "take" => Said(() => $"won {(claim = claims.Take(words[1], words[1], owner, TimeSpan.FromHours(1), evenIfDone: false)).Epoch}"),
                "back" => Said(() => $"back {new StoryClaims(store, ClaimSightings.Shared, TimeProvider.System).End(claim!.Id, claim.Id, claim.Token!, ClaimEnd.GivenBack).Epoch}"),
                _ => TakeNaively(board.Find(words[1]), owner, request),
            });
        }

        return 0;
    }

    private static string Said(Func<string> work)
    {
        try
        {
            return work();
        }
        catch (StoryClaimedException)
        {
            return "lost";
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
        return "won";
    }

    /// <summary>Whoever has read the claim waits here until all have: so all know the same one when they swap.</summary>
    private sealed class StartingLine(IClaimStore store) : IClaimStore
    {
        private bool _isPassed;

        public string Key => store.Key;

        public string? Remote => store.Remote;

        public IReadOnlyDictionary<string, ClaimEntry> ReadAll() => store.ReadAll();

        public ClaimEntry? Read(string id)
        {
            var entry = store.Read(id);
            if (!_isPassed)
            {
                _isPassed = true;
                Console.Out.WriteLine("ready");
                _ = Console.ReadLine();
            }

            return entry;
        }

        public ClaimEntry? TrySwap(string id, ClaimEntry? old, ClaimRecord record) => store.TrySwap(id, old, record);
    }
}
