using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Claiming;

/// <summary>Many agents work off a board of stories that depend on each other: each story is done once, and none is started before those it depends on are done.</summary>
internal static class ClaimDrain
{
    public static int Run(Options options)
    {
        var (agents, worktrees, count) = (options.Number("agents", 20), options.Number("worktrees", 8), options.Number("stories", 200));
        var stories = Stories(count, new Random(options.Number("seed", 1)));
        using var lab = new ClaimLab(worktrees, areClones: false, stories);
        var tally = new Tally();
        var said = new List<string[]>();
        var clock = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, agents).Select(i => new Worker(
            Launch.OfThisProgram("claim-drainer", "--place", lab.Places[i % worktrees], "--worker", $"agent-{i}", "--stories", $"{count}"),
            line => Hear(said, line))).ToList();
        workers.ForEach(worker => worker.Wait());
        tally.Add("seconds", (int)clock.Elapsed.TotalSeconds);
        foreach (var errors in workers.Select(worker => worker.Errors).Where(errors => errors.Length > 0))
            tally.Fault(errors);
        Judge(said, stories, tally);
        tally.Print();
        workers.ForEach(worker => worker.Dispose());
        Console.WriteLine($"claim drain: {tally.Of("done")} of {count} done, {tally.Faults} faults");
        return tally.Faults == 0 ? 0 : 1;
    }

    // Each depends on up to three of the ones before it.
    private static List<IReadOnlyList<int>> Stories(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(i => (IReadOnlyList<int>)[.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(Math.Max(1, i))).Where(other => other < i).Distinct()])];

    private static void Hear(List<string[]> said, string line)
    {
        lock (said)
            said.Add(line.Split(' '));
    }

    // "started ID TIME", and "done ID TIME", where the time is that before the claim was ended.
    private static void Judge(List<string[]> said, List<IReadOnlyList<int>> stories, Tally tally)
    {
        var started = said.Where(words => words[0] == "started").ToLookup(words => words[1], Time);
        var done = said.Where(words => words[0] == "done").ToLookup(words => words[1], Time);
        foreach (var words in said.Where(words => words[0] is not ("started" or "done")))
            tally.Fault(string.Join(' ', words));
        for (var i = 0; i < stories.Count; i++)
        {
            var id = ClaimLab.Id(i);
            if (started[id].Count() != 1 || done[id].Count() != 1)
            {
                tally.Fault($"{id}: started {started[id].Count()} times, done {done[id].Count()} times");
                continue;
            }

            tally.Add("done");
            foreach (var other in stories[i].Select(ClaimLab.Id))
            {
                tally.Add("dependencies");
                if (!done[other].Any(time => time < started[id].Single()))
                    tally.Fault($"{id} was started before {other} was done");
            }
        }
    }

    private static long Time(string[] words) => long.Parse(words[2], CultureInfo.InvariantCulture);
}
