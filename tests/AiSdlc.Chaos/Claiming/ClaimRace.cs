using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Claiming;

/// <summary>
/// Many processes want one story at once, round after round, each in a worktree or a clone of its own: all read the claim before any of them swaps, and
/// exactly one may get it, first where there was no claim and then where one was given back. The control reads the story's status and then writes it,
/// under the lock, as one does without claims: there more than one has to get it.
/// </summary>
internal sealed class ClaimRace : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly bool _isNaive;
    private readonly ClaimLab _lab;
    private readonly List<Worker> _workers;
    private readonly List<(int Worker, string Words)> _answers = [];
    private readonly SemaphoreSlim _heard = new(0);
    private readonly Tally _tally = new();

    private ClaimRace(int rounds, int processes, bool areClones, bool isNaive)
    {
        _isNaive = isNaive;
        _lab = new ClaimLab(isNaive ? 1 : processes, areClones, ClaimLab.Independent(isNaive ? rounds : 1));
        _workers = [.. Enumerable.Range(0, processes).Select(i => new Worker(
            Launch.OfThisProgram("claim-worker", "--place", _lab.Places[i % _lab.Places.Count], "--worker", $"agent-{i}", areClones ? "--remote" : "--local", "origin"),
            answer => Hear(i, answer)))];
    }

    public static int Run(Options options)
    {
        var rounds = options.Number("rounds", 100);
        using var race = new ClaimRace(rounds, options.Number("processes", 8), options.Has("clones"), options.Has("naive"));
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
        {
            if (!race.Run(round))
            {
                race._tally.Fault($"round {round}: no answer");
                break;
            }
        }

        race._tally.Add("seconds", (int)clock.Elapsed.TotalSeconds);
        race._tally.Print();
        return race.End();
    }

    public void Dispose()
    {
        _workers.ForEach(worker => worker.Dispose());
        _lab.Dispose();
        _heard.Dispose();
    }

    private bool Run(int round)
    {
        if (_isNaive)
            return Ask(_workers, $"naive {ClaimLab.Id(round)}") && Judge(round);
        var isSecond = round % 2 == 1;
        return (!isSecond || Ask(Winners(), "back")) && Ask(_workers, $"take {ClaimLab.Id(round / 2)}") && Ask(_workers, "go") && Judge(round);
    }

    private List<Worker> Winners() => [.. _answers.Where(answer => IsWon(answer.Words)).Select(answer => _workers[answer.Worker])];

    private static bool IsWon(string words) => words.StartsWith("won", StringComparison.Ordinal);

    // Whoever has answered waits for the next line.
    private bool Ask(List<Worker> workers, string line)
    {
        _answers.Clear();
        workers.ForEach(worker => worker.Tell(line));
        return workers.TrueForAll(_ => _heard.Wait(Patience));
    }

    private void Hear(int worker, string answer)
    {
        lock (_answers)
            _answers.Add((worker, answer));
        _heard.Release();
    }

    private bool Judge(int round)
    {
        var words = _answers.Select(answer => answer.Words).ToList();
        var winners = words.Where(IsWon).ToList();
        _tally.Add("rounds");
        _tally.Add(string.Format(CultureInfo.InvariantCulture, "rounds with {0} winners", winners.Count));
        _tally.Add("lost", words.Count(word => word == "lost"));
        if (_isNaive)
            return true;
        if (winners.Count != 1 || winners[0] != $"won {(round % 2) + 1}" || words.Count(word => word == "lost") != _workers.Count - 1)
            _tally.Fault($"round {round}: {string.Join("; ", words)}");
        return winners.Count > 0;
    }

    private int End()
    {
        var rounds = _tally.Of("rounds");
        var more = rounds - _tally.Of("rounds with 1 winners") - _tally.Of("rounds with 0 winners");
        Console.WriteLine(_isNaive ? $"claim race: the control had more than one winner in {more} of {rounds} rounds" : $"claim race: {rounds} rounds, {_tally.Faults} faults");
        return (_isNaive ? more > 0 && _tally.Faults == 0 : _tally.Faults == 0) ? 0 : 1;
    }
}
