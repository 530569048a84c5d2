using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Power;
using AiSdlc.Chaos.Workers;
using AiSdlc.Locking;
using AiSdlc.Platform;

namespace AiSdlc.Chaos.Clocks;

/// <summary>
/// Holders and waiters whose clocks do not agree, or are set while they hold and wait. No lock is taken from the living, and those
/// of the dead are free in the stale time plus two seconds.
/// </summary>
internal sealed class SkewedClocks(string where, string folder, IReadOnlyList<Clock> clocks)
{
    private const int Watch = 5000; // far beyond the stale time
    private const int Enough = 30000;
    private const int FreedIn = Board.StaleTimeout + 2000;

    private readonly Tally _tally = new();
    private readonly BlockingCollection<string> _said = [];

    public static int Run(Options options)
    {
        if (Clock.Library is null)
        {
            Console.WriteLine("clocks: skipped: libfaketime is not installed.");
            return 0;
        }

        Clock[] skewed = [.. new[] { "+1", "-1", "+60", "-60", "+3600", "-3600" }.Select(offset => new Clock(offset + " s", offset))];
        Clock[] stepped = [new("stepped", "")];
        try
        {
            return Run(options, skewed, stepped);
        }
        finally
        {
            foreach (var clock in skewed.Concat(stepped))
                clock.Dispose();
        }
    }

    private static int Run(Options options, Clock[] skewed, Clock[] stepped)
    {
        using var local = new Board(withState: false);
        var code = new SkewedClocks("a local file system", local.Root, stepped).Run();
        if (options.Has("local"))
            return code;
        if (!Repository.IsOnPath("bindfs") || Platform.Libc.EffectiveUser() != 0)
        {
            Console.WriteLine("clocks on a file system that is not local: skipped: bindfs makes one, for root.");
            return code;
        }

        var mounted = Directory.CreateDirectory(Path.Combine(local.Root, "mounted")).FullName;
        Command.Run("bindfs", Directory.CreateDirectory(Path.Combine(local.Root, "remote")).FullName, mounted);
        try
        {
            if (LocalFileSystem.Holds(mounted))
                throw new InvalidOperationException("A FUSE file system is taken for a local one.");
            return code | new SkewedClocks("a file system that is not local", mounted, [.. skewed, .. stepped]).Run();
        }
        finally
        {
            Command.Run("umount", mounted);
        }
    }

    private int Run()
    {
        Console.WriteLine($"{where}:");
        OthersHold();
        OthersWait();
        DeadOnesOfAnyTime();
        _tally.Print();
        Console.WriteLine($"clocks on {where}: {_tally.Of("taken from the living")} live locks taken, {_tally.Faults} faults");
        return _tally.Faults == 0 ? 0 : 1;
    }

    // Their clocks are wrong, ours is right.
    private void OthersHold()
    {
        var boards = clocks.Select(clock => Make("held by " + clock.Name)).ToList();
        var holders = clocks.Select(clock => Start(clock)).ToList();
        for (var i = 0; i < boards.Count; i++)
            holders[i].Tell($"{Enough} {boards[i].Story}");
        Expect(boards.Count, "took");
        foreach (var (clock, board) in clocks.Zip(boards))
        {
            if (!clock.CouldHaveGiven(LockSnapshot.Of(board.Lock).Modified))
                throw new InvalidOperationException($"The holder's clock is not {clock.Name}.");
        }

        Report(Together(boards, board => Measure(board, Watch)), living: true);
        foreach (var holder in holders.Where(holder => holder.HasExited))
            _tally.Fault($"a holder ended by itself: {holder.Wait()} {holder.Errors}");
        holders.ForEach(holder => holder.End());
        Report(Together(boards, board => Measure(board, Enough)), living: false);
        holders.ForEach(Clock.End);
    }

    // Ours is wrong as they see it: one with a right clock holds everything.
    private void OthersWait()
    {
        var boards = clocks.Select(clock => Make("awaited by " + clock.Name)).ToList();
        using var holder = Start(null);
        boards.ForEach(board => holder.Tell($"{Enough} {board.Story}"));
        Expect(boards.Count, "took");
        var waiters = clocks.Select(clock => Start(clock)).ToList();
        foreach (var living in new[] { true, false })
        {
            if (!living)
                holder.End();
            for (var i = 0; i < boards.Count; i++)
                waiters[i].Tell($"{(living ? Watch : Enough)} {boards[i].Story}");
            StepAll();
            Report(boards.Select(_ => Heard()), living);
        }

        waiters.ForEach(Clock.End);
    }

    private void DeadOnesOfAnyTime()
    {
        int[] ahead = [-3600, -60, 0, 1, 60, 3600];
        var boards = ahead.Select(seconds => Make($"dead, {seconds:+0;-0;0} s")).ToList();
        for (var i = 0; i < boards.Count; i++)
        {
            Directory.CreateDirectory(boards[i].Lock);
            Directory.SetLastWriteTimeUtc(boards[i].Lock, DateTime.UtcNow.AddSeconds(ahead[i]));
        }

        Report(Together(boards, board => Measure(board, Enough)), living: false);
    }

    private Worker Start(Clock? clock)
    {
        var command = Launch.OfThisProgram("clock-party");
        return new Worker(clock?.Under(command) ?? command, _said.Add);
    }

    private Board Make(string name) => new(withState: false, Directory.CreateDirectory(Path.Combine(folder, name)).FullName);

    private string[] Together(List<Board> boards, Func<Board, string> work)
    {
        var results = new string[boards.Count];
        var threads = boards.Select((board, i) => new Thread(() => results[i] = work(board))).ToList();
        threads.ForEach(thread => thread.Start());
        StepAll();
        threads.ForEach(thread => thread.Join());
        return results;
    }

    private static string Measure(Board board, int timeout)
    {
        var waited = Stopwatch.StartNew();
        using var taken = ClockParty.TryTake(board.Story, timeout);
        return $"{(taken is null ? "locked" : "took")} {waited.ElapsedMilliseconds} {board.Story}";
    }

    // An hour back, and two hours on, while others hold and wait.
    private void StepAll()
    {
        foreach (var clock in clocks.Where(clock => clock.IsStepped))
        {
            foreach (var to in new[] { "-3600", "+3600" })
            {
                Thread.Sleep(1000);
                clock.Step(to);
            }
        }
    }

    private string Heard() => _said.TryTake(out var line, TimeSpan.FromMinutes(2)) ? line : throw new TimeoutException("A party does not answer.");

    private void Expect(int times, string word)
    {
        for (var i = 0; i < times; i++)
        {
            if (Heard() is var line && !line.StartsWith(word, StringComparison.Ordinal))
                throw new InvalidOperationException($"'{line}', not '{word}'");
        }
    }

    private void Report(IEnumerable<string> results, bool living)
    {
        foreach (var result in results)
        {
            var words = result.Split(' ', 3);
            var name = Path.GetRelativePath(folder, words[2]).Split(Path.DirectorySeparatorChar)[0];
            var took = words[0] == "took";
            Console.WriteLine($"  {name,-24} {(living ? "living" : "dead"),-8}{words[0]} after {words[1]} ms");
            _tally.Add(living ? "living locks watched" : "dead locks");
            _tally.Add("taken from the living", living && took ? 1 : 0);
            if (took == living)
                _tally.Fault($"{name}: {(living ? "a live lock was taken" : "a dead lock was never freed")}");
            else if (!living && int.Parse(words[1], null) > FreedIn)
                _tally.Fault($"{name}: freed after {words[1]} ms, not {FreedIn}");
        }
    }
}
