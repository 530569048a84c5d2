using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos;

/// <summary>
/// A Node holder with proper-lockfile's defaults whose event loop is busy, so that its heartbeats are late, beside busy writers of ours with our
/// defaults: its lock is never taken. A stale time that is named and shorter is the control: then it has to be.
/// </summary>
internal sealed class BusyNode(Options options)
{
    private const string Taken = "taken from Node";
    private const int Length = 1500; // a long list is slow to edit

    private readonly Tally _tally = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _latest;

    public static int Run(Options options)
    {
        if (Launch.NodeIsMissing is not { } missing)
            return new BusyNode(options).Run();
        Console.WriteLine($"busy Node: skipped: {missing}");
        return 0;
    }

    private bool IsControl => options.Has("stale");

    private bool IsOver => _clock.Elapsed.TotalSeconds >= options.Number("seconds", 60) || (IsControl && _tally.Of(Taken) > 0);

    private int Run()
    {
        for (var number = 0; !IsOver; number++)
            OneStory(options.Number("seed", 1) + number);
        _tally.Print();
        var (taken, beats) = (_tally.Of(Taken), _tally.Of("heartbeats of Node"));
        Console.WriteLine(
            $"busy Node{(IsControl ? ", the control" : "")}: {_clock.Elapsed.TotalSeconds:0} s, {beats} heartbeats, the latest {_latest} ms late, "
            + $"{_tally.Of(IsControl ? "acknowledged" : "acknowledged by us")} acknowledged{(IsControl ? "" : " by us")}, {_tally.Of("acknowledged and lost")} lost, {taken} taken, {_tally.Faults} faults");
        return IsControl ? taken > 0 ? 0 : 1 : _tally.Faults == 0 && taken == 0 && beats > 0 ? 0 : 1;
    }

    private void OneStory(int seed)
    {
        using var board = new Board();
        var ledger = new Ledger();
        var node = new Worker(Launch.Node("busy.mjs", board.Story, "n1", $"{options.Number("late", 1500)}", $"{seed}"), line => Hear(line, ledger));
        var ours = Enumerable.Range(1, options.Number("core", 3)).Select(place => new Worker(Core(board, $"c{place}"), line => Hear(line, ledger))).ToList();
        while (!IsOver && ledger.Count < Length && !node.HasExited)
            Thread.Sleep(50);
        if (node.HasExited)
            _tally.Fault($"Node ended by itself: {node.Errors}");
        else
            node.Finish();
        ours.ForEach(worker => worker.End());
        ours.ForEach(worker => worker.Dispose());
        node.Dispose();
        if (!IsControl)
            Verdict.OnUs(board, ledger, _tally);
        else
            Verdict.OnControls(board, ledger, _tally);
    }

    private string[] Core(Board board, string name) =>
        [.. Launch.Core(board, name, options.Number("runspaces", 2)), "--stale", IsControl ? options.Text("stale") : CoreWorker.Default];

    private void Hear(string line, Ledger ledger)
    {
        var words = line.Split(' ');
        if (words[0] == "taken")
        {
            _tally.Add(Taken);
            Console.WriteLine($"  {line}");
        }
        else if (words[0] == "late")
            _latest = Math.Max(_latest, int.Parse(words[1], null));
        else if (words[0] == "beats")
            _tally.Add("heartbeats of Node", int.Parse(words[1], null));
        else if (!ledger.Hear(line))
            _tally.Fault($"a worker says: {line}");
    }
}
