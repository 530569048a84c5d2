using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Chaos.Workers;
using AiSdlc.Claims;
using AiSdlc.Locking;

namespace AiSdlc.Chaos.Claiming;

/// <summary>Many processes make stories at once, each in a worktree or a clone of its own: no id may come twice.</summary>
internal static class IdRace
{
    public static int Run(Options options)
    {
        var (places, each, areClones) = (options.Number("places", 8), options.Number("each", 50), options.Has("clones"));
        using var lab = new ClaimLab(places, areClones, ClaimLab.Independent(1));
        var tally = new Tally();
        var ids = new List<string>();
        var clock = Stopwatch.StartNew();
        var workers = lab.Places.Select(place => new Worker(
            Launch.OfThisProgram("id-worker", "--place", place, "--each", $"{each}", areClones ? "--remote" : "--local", "origin"),
            line => Hear(ids, tally, line))).ToList();
        workers.ForEach(worker => tally.Add("workers that ended well", worker.Wait() == 0 ? 1 : 0));
        foreach (var errors in workers.Select(worker => worker.Errors).Where(errors => errors.Length > 0))
            tally.Fault(errors);
        foreach (var twice in ids.GroupBy(id => id).Where(same => same.Count() > 1))
            tally.Fault($"{twice.Key} came {twice.Count()} times");
        if (ids.Count != places * each)
            tally.Fault($"{ids.Count} stories instead of {places * each}");
        tally.Add("stories", ids.Count);
        tally.Add("highest number", ids.Select(StoryNumber.Of).Append(0).Max());
        tally.Add("seconds", (int)clock.Elapsed.TotalSeconds);
        tally.Print();
        workers.ForEach(worker => worker.Dispose());
        Console.WriteLine($"id race: {ids.Count} stories, {tally.Faults} faults");
        return tally.Faults == 0 ? 0 : 1;
    }

    public static int Work(Options options)
    {
        var request = new LockRequest(new LockTiming(60000), LockOwner.New("maker"), StoryLog.Silent, CancellationToken.None);
        var board = StoryBoard.Nearest(options.Text("place"), isNamed: true);
        var place = new ClaimPlace(options.Has("remote") ? options.Text("remote") : null);
        for (var i = 1; i <= options.Number("each", 1); i++)
        {
            try
            {
                var made = StoryCreation.Create(board, $"Story {i}", new OrderedDictionary { ["priority"] = i }, null, request, BoardIds.Of(board, place, request));
                Console.Out.WriteLine(made.ToStory().Id);
            }
            catch (StoryException exception)
            {
                Console.Out.WriteLine($"error {exception.Message}");
            }
        }

        return 0;
    }

    private static void Hear(List<string> ids, Tally tally, string line)
    {
        if (line.StartsWith("error", StringComparison.Ordinal))
        {
            tally.Fault(line);
            return;
        }

        lock (ids)
            ids.Add(line);
    }
}
