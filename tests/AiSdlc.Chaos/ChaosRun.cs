using System;
using System.Diagnostics;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos;

/// <summary>Story after story until the time is over, then the counts and a closing line.</summary>
internal sealed class ChaosRun(Options options)
{
    private readonly Tally _tally = new();

    public int Run()
    {
        if (options.Number("node", 0) > 0 && Launch.NodeIsMissing is { } missing)
        {
            Console.WriteLine($"skipped: {missing}");
            return 0;
        }

        var clock = Stopwatch.StartNew();
        var longest = TimeSpan.Zero;
        for (var number = 1; number == 1 || !Over(clock); number++)
        {
            var round = new Round(options, _tally, clock, number);
            round.Run();
            _tally.Add("stories");
            longest = round.Ledger.LongestPause > longest ? round.Ledger.LongestPause : longest;
        }

        _tally.Print();
        Console.WriteLine($"  longest pause of all workers: {longest.TotalMilliseconds:0} ms; the run: {clock.Elapsed.TotalSeconds:0} s");
        return options.Has("naive") ? JudgeControl() : JudgeUs();
    }

    // A control that has lost something has shown what it is for.
    private bool Over(Stopwatch clock) =>
        (options.Has("naive") && _tally.Of("acknowledged and lost") > 0)
        || clock.Elapsed.TotalSeconds >= options.Number("seconds", 20)
        || _tally.Of(Slots.AllKills) >= options.Number("kills", int.MaxValue) || _tally.Faults > 20;

    private int JudgeControl()
    {
        var lost = _tally.Of("acknowledged and lost");
        Console.WriteLine(lost > 0
            ? $"control '{options.Text("naive")}' lost {lost} of {_tally.Of("acknowledged")} acknowledged updates, as it must"
            : $"control '{options.Text("naive")}' lost nothing: this harness proves nothing");
        return lost > 0 ? 0 : 1;
    }

    private int JudgeUs()
    {
        Console.WriteLine(
            $"seed {options.Number("seed", 1)}: {_tally.Of(Slots.AllKills)} kills, {_tally.Of("acknowledged by us")} acknowledged, "
            + $"{_tally.Of("acknowledged and lost")} lost, {_tally.Of("torn reads")} torn, {_tally.Of("left after one more update")} left, "
            + $"{_tally.Faults} faults");
        return _tally.Faults == 0 ? 0 : 1;
    }
}
