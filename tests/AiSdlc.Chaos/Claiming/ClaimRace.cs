using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Claiming;

/// <summary>
/// Many processes want one story at once, round after round, each in a worktree or a clone of its own: exactly one may get it. The control reads the
/// story's status and then writes it, under the lock, as one does without claims: there more than one has to get it.
/// </summary>
internal static class ClaimRace
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static int Run(Options options)
    {
        var (rounds, processes, areClones, isNaive) = (options.Number("rounds", 100), options.Number("processes", 8), options.Has("clones"), options.Has("naive"));
        using var lab = new ClaimLab(isNaive ? 1 : processes, areClones, ClaimLab.Independent(isNaive ? rounds : 1));
        var tally = new Tally();
        var (answers, heard) = (new List<string>(), new SemaphoreSlim(0));
        var workers = Enumerable.Range(0, processes).Select(i => new Worker(
            Launch.OfThisProgram("claim-worker", "--place", lab.Places[i % lab.Places.Count], "--worker", $"agent-{i}", areClones ? "--remote" : "--local", "origin"),
            answer => Hear(answers, heard, answer))).ToList();
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
        {
            answers.Clear();
            workers.ForEach(worker => worker.Tell((isNaive ? "naive " : "take ") + ClaimLab.Id(round)));
            if (!workers.TrueForAll(_ => heard.Wait(Patience)))
            {
                tally.Fault($"round {round}: no answer");
                break;
            }

            Judge(answers, round, isNaive, tally);
        }

        workers.ForEach(worker => worker.Dispose());
        tally.Add("seconds", (int)clock.Elapsed.TotalSeconds);
        tally.Print();
        return End(tally, isNaive);
    }

    private static void Hear(List<string> answers, SemaphoreSlim heard, string answer)
    {
        lock (answers)
            answers.Add(answer);
        heard.Release();
    }

    private static void Judge(List<string> answers, int round, bool isNaive, Tally tally)
    {
        var winners = answers.Count(answer => answer.StartsWith("won ", StringComparison.Ordinal));
        tally.Add("rounds");
        tally.Add(string.Format(CultureInfo.InvariantCulture, "rounds with {0} winners", winners));
        tally.Add("lost at the swap itself", answers.Count(answer => answer.StartsWith("outrun ", StringComparison.Ordinal)));
        if (!isNaive && winners != 1)
            tally.Fault($"round {round}: {winners} winners: {string.Join("; ", answers)}");
        foreach (var answer in answers.Where(answer => answer.StartsWith("error ", StringComparison.Ordinal)))
            tally.Fault(answer);
    }

    private static int End(Tally tally, bool isNaive)
    {
        var rounds = tally.Of("rounds");
        var more = rounds - tally.Of("rounds with 1 winners") - tally.Of("rounds with 0 winners");
        Console.WriteLine(isNaive ? $"claim race: the control had more than one winner in {more} of {rounds} rounds" : $"claim race: {rounds} rounds, {tally.Faults} faults");
        return (isNaive ? more > 0 && tally.Faults == 0 : tally.Faults == 0) ? 0 : 1;
    }
}
