using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Workers;
using AiSdlc.Paths;

namespace AiSdlc.Chaos.Races;

/// <summary>
/// Many processes against one abandoned lock, round after round: with the record of a dead owner, so that all may take it at once,
/// and with nothing but its age. Never may two hold it, nor one that holds it lose it.
/// </summary>
internal static class TakeoverRace
{
    private const int Together = 10; // stories at once: the stale rule makes each of them take half a second

    public static int Run(Options options)
    {
        var faults = 0;
        foreach (var withState in new[] { true, false })
        {
            var tally = new Tally();
            Race(withState, options.Number("rounds", 1000), options.Number("processes", 16), tally);
            tally.Print();
            faults += tally.Faults;
        }

        Console.WriteLine($"double takeover: {faults} faults");
        return faults == 0 ? 0 : 1;
    }

    private static void Race(bool withState, int rounds, int processes, Tally tally)
    {
        Console.WriteLine(withState ? "one state folder, locks of dead owners:" : "no state folder, back-dated locks:");
        using var board = new Board(withState);
        using var answers = new SemaphoreSlim(0);
        var workers = Enumerable.Range(1, processes).Select(i => new Worker(
            Launch.OfThisProgram("takeover-worker", "--worker", $"{i}"), answer => Count(answer, tally, answers))).ToList();
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round += Together)
            OneRound(Stories(board, round, Math.Min(Together, rounds - round)).ToList(), workers, tally, answers);
        workers.ForEach(worker => worker.Dispose());
        tally.Add("seconds", (int)clock.Elapsed.TotalSeconds);
    }

    private static IEnumerable<string> Stories(Board board, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(board.Root, $"S-{i}")).FullName;
            var story = Path.Combine(folder, "story.md");
            File.WriteAllText(story, StoryCheck.Empty);
            DeadHolder.Leave(StoryPaths.Resolve(story), TimeSpan.FromSeconds(10));
            yield return story;
        }
    }

    private static void OneRound(List<string> stories, List<Worker> workers, Tally tally, SemaphoreSlim answers)
    {
        foreach (var story in stories)
            workers.ForEach(worker => worker.Tell(story));
        for (var due = stories.Count * workers.Count; due > 0; due--)
        {
            if (!answers.Wait(TimeSpan.FromMinutes(2)))
            {
                tally.Fault("a taker got nothing");
                return;
            }
        }

        tally.Add("locks taken over", stories.Count);
        foreach (var entry in stories.SelectMany(story => Directory.GetFileSystemEntries(Path.GetDirectoryName(story)!).Where(entry => entry != story)))
            tally.Fault($"left: {entry}");
    }

    private static void Count(string answer, Tally tally, SemaphoreSlim answers)
    {
        var what = answer.Split(' ')[0];
        tally.Add(what);
        if (what != "held")
            tally.Fault(answer);
        answers.Release();
    }
}
