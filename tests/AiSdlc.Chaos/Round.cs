using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace AiSdlc.Chaos;

/// <summary>One story, from empty until it is long enough or the time is over. A run has several: a long list is slow to edit.</summary>
internal sealed class Round(Options options, Tally tally, Stopwatch clock, int number)
{
    private readonly int _length = options.Number("round", 1500);
    private readonly int _kills = options.Number("kills", int.MaxValue);
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(options.Number("seconds", 20));
    private Disturbance? _disturbance;
    private readonly string _naive = options.Text("naive");

    public Board Board { get; } = new(withState: !options.Has("no-state"));

    public Ledger Ledger { get; } = new();

    public Tally Tally => tally;

    /// <summary>Whether workers are stopped for longer than the stale time.</summary>
    public bool Stops => options.Has("stop") || (_naive == "identity" && !Disturbance.IsWanted);

    /// <summary>Whether workers are killed. The controls lose enough without.</summary>
    public bool Kills => _naive.Length == 0;

    /// <summary>What is done to the board meanwhile.</summary>
    public Disturbance Disturbance => _disturbance ??= new(Board, options, ignoresLocks: (options.Number("seed", 1) + number) % 2 == 0, tally);

    /// <summary>Held by whoever stops a worker.</summary>
    public SemaphoreSlim OneStop { get; } = new(1);

    /// <summary>True when the run is.</summary>
    public bool RunIsOver => clock.Elapsed >= _limit || tally.Of(Slots.AllKills) >= _kills || tally.Faults > 20;

    public bool IsOver => RunIsOver || Ledger.Count >= _length;

    /// <summary>Runs all of it and judges.</summary>
    public void Run()
    {
        using (Board)
        {
            _ = Disturbance; // it prepares the board
            var readers = Readers().ToList();
            var threads = Slots.Of(this, options, number).Select(slot => new Thread(slot.Run)).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            readers.ForEach(reader => reader.Dispose());
            if (_naive.Length > 0)
                Verdict.OnControls(Board, Ledger, tally);
            else
                Verdict.OnUs(Board, Ledger, tally);
        }
    }

    /// <summary>Counts a kill.</summary>
    public void Kill(string kind)
    {
        tally.Add(Slots.AllKills);
        tally.Add($"kills of {kind} workers");
    }

    /// <summary>Waits, but not beyond the end.</summary>
    public void Sleep(int milliseconds)
    {
        var waited = Stopwatch.StartNew();
        while (waited.ElapsedMilliseconds < milliseconds && !RunIsOver)
            Thread.Sleep(Math.Min(20, milliseconds));
    }

    private IEnumerable<LoopingReader> Readers()
    {
        if (_naive.Length > 0)
            yield break;
        var node = options.Number("node", 0) > 0;
        yield return new(Board, tally, plainly: false, mayGoBack: node, mayBeAway: options.Has("move"));
        if (!node)
            yield return new(Board, tally, plainly: true, mayGoBack: false, mayBeAway: options.Has("move"));
    }
}
