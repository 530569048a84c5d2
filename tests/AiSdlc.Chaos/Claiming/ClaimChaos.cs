using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Chaos.Workers;
using AiSdlc.Claims;
using AiSdlc.Locking;

namespace AiSdlc.Chaos.Claiming;

/// <summary>
/// Agents start stories, write to them and give them back, while they are killed, and stopped for longer than their lease. Nobody may get an epoch that another
/// has, no edit may be accepted that was begun after somebody else had the story, no agent that was left in peace may lose a claim, and
/// no story may be stuck afterwards.
/// </summary>
internal sealed class ClaimChaos
{
    private const int Stories = 4;

    private readonly Options _options;
    private readonly Tally _tally = new();
    private readonly List<string[]> _said = [];
    private readonly HashSet<string> _disturbed = [];
    private readonly Random _random;
    private readonly int _lease;

    private ClaimChaos(Options options) => (_options, _random, _lease) = (options, new Random(options.Number("seed", 1)), options.Number("lease", 4000));

    public static int Run(Options options) => new ClaimChaos(options).Run();

    private int Run()
    {
        var agents = _options.Number("agents", 6);
        using var lab = new ClaimLab(agents, areClones: false, ClaimLab.Independent(Stories));
        var slots = Enumerable.Range(0, agents).Select(i => (Name: $"agent-{i}.1", Worker: Start(lab, i, $"agent-{i}.1"))).ToArray();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < _options.Number("seconds", 30))
        {
            Thread.Sleep(_random.Next(100, 1200));
            var i = _random.Next(1, agents); // the first is left in peace
            if (_random.Next(2) == 0)
                Stop(slots[i].Name, slots[i].Worker);
            else
                slots[i] = Replace(lab, i, slots[i].Worker);
        }

        foreach (var (_, worker) in slots)
            End(worker);
        Judge();
        MustBeFree(lab);
        _tally.Print();
        Console.WriteLine($"claim chaos: {_tally.Of("edits")} edits under {_tally.Of("claims")} claims, {_tally.Faults} faults");
        return _tally.Faults == 0 ? 0 : 1;
    }

    private Worker Start(ClaimLab lab, int place, string name)
    {
        return new Worker(Launch.OfThisProgram("claim-holder", "--place", lab.Places[place], "--worker", name, "--lease", $"{_lease}"), line => Hear(name, line));
    }

    private void Stop(string name, Worker worker)
    {
        lock (_said)
            _disturbed.Add(name);
        worker.Stop();
        Thread.Sleep(_lease + _random.Next(1500));
        worker.Resume();
        _tally.Add("agents stopped for longer than the lease");
    }

    private (string, Worker) Replace(ClaimLab lab, int place, Worker worker)
    {
        End(worker);
        _tally.Add("agents killed");
        var name = $"agent-{place}.{_random.Next(2, 1_000_000)}";
        return (name, Start(lab, place, name));
    }

    private void End(Worker worker)
    {
        worker.End();
        if (worker.Errors.Length > 0)
            _tally.Fault(worker.Errors);
        worker.Dispose();
    }

    private void Hear(string name, string line)
    {
        lock (_said)
            _said.Add([name, .. line.Split(' ')]);
    }

    private void Judge()
    {
        var starts = _said.Where(words => words[1] == "started").Select(words => (Id: words[2], Epoch: Number(words[3]), Time: Number(words[4]))).ToList();
        foreach (var twice in starts.GroupBy(start => (start.Id, start.Epoch)).Where(same => same.Count() > 1))
            _tally.Fault($"{twice.Key.Id} was started {twice.Count()} times in epoch {twice.Key.Epoch}");
        _tally.Add("claims", starts.Count);
        foreach (var words in _said.Where(words => words[1] == "ok"))
        {
            var (id, epoch, before) = (words[2], Number(words[3]), Number(words[4]));
            _tally.Add("edits");
            if (starts.Any(start => start.Id == id && start.Epoch > epoch && start.Time < before))
                _tally.Fault($"an edit of {id} in epoch {epoch} was accepted after a later one had begun");
        }

        foreach (var words in _said.Where(words => words[1] is "lost" or "failed"))
        {
            _tally.Add(words[1] == "lost" ? "claims lost" : $"failed: {words[2]}");
            if (words[1] == "failed" || !_disturbed.Contains(words[0]))
                _tally.Fault(string.Join(' ', words));
        }
    }

    // One look, the lease, and another look: as processes of their own would do it, by the state folder.
    private void MustBeFree(ClaimLab lab)
    {
        var request = new LockRequest(new LockTiming(60000, Board.StaleTimeout), LockOwner.New("heir"), StoryLog.Silent, CancellationToken.None);
        var claims = new ClaimPlace().Of(StoryBoard.Nearest(lab.Places[0], isNamed: true), request);
        _tally.Add("claims that dead agents left", claims.All(note: true).Values.Count(claim => claim.State == StoryClaimState.Held));
        Thread.Sleep(_lease + 100);
        for (var i = 0; i < Stories; i++)
        {
            try
            {
                claims.Take(ClaimLab.Id(i), ClaimLab.Id(i), "heir", TimeSpan.FromMinutes(1), evenIfDone: false);
                _tally.Add("stories free after the lease and one look");
            }
            catch (StoryException exception)
            {
                _tally.Fault($"stuck: {exception.Message}");
            }
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
