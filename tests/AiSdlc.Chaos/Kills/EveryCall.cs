using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using AiSdlc.Chaos.Workers;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Chaos.Kills;

/// <summary>
/// Kills one update at each of its file calls in turn. Each time the story is whole, old or new; one update by us and one by Node
/// follow with no hand lent; and they follow at once where the owner record proves the death.
/// </summary>
internal static class EveryCall
{
    private const string Plain = "an update:";
    private const string Taking = "an update that takes over a dead holder's lock:";
    private const string Waiting = "an update that waits for a holder:";

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(500);

    public static int Run(Options options)
    {
        if (KillPoint.StraceIsMissing is { } missing)
        {
            Console.WriteLine($"kill at every call: skipped: {missing}");
            return 0;
        }

        var tally = new Tally();
        Warm();
        var every = Math.Max(1, options.Number("every", 1));
        foreach (var scene in new[] { Plain, Taking, Waiting })
        {
            Console.WriteLine(scene);
            var points = Points(scene);
            tally.Add("file calls of an update", points.Count);
            for (var i = options.Number("seed", 0) % every; i < points.Count; i += every)
                KillAt(points[i], scene, tally);
        }

        tally.Print();
        Console.WriteLine($"kill at every call: {tally.Of("killed")} points, {tally.Faults} faults");
        return tally.Faults == 0 ? 0 : 1;
    }

    // So that what is measured is the recovery and not the compiler.
    private static void Warm()
    {
        using var board = new Board();
        board.Update("z.1-1");
    }

    private static string[] OneUpdate(Board board) => Launch.OfThisProgram("one-update", "--story", board.Story, "--token", "c.1-1");

    private static IReadOnlyList<KillPoint> Points(string scene)
    {
        using var board = Prepare(scene);
        using var holder = HolderIn(scene, board);
        return KillPoint.Of(OneUpdate(board), board);
    }

    private static Board Prepare(string scene)
    {
        var board = new Board();
        if (scene == Taking)
            DeadHolder.Leave(StoryPaths.Resolve(board.Story), TimeSpan.Zero);
        return board;
    }

    private static BriefHolder? HolderIn(string scene, Board board) => scene == Waiting ? new BriefHolder(board) : null;

    private static void KillAt(KillPoint point, string scene, Tally tally)
    {
        using var board = Prepare(scene);
        string? killed;
        using (HolderIn(scene, board))
            killed = point.Kill(OneUpdate(board), board);
        if (killed is not { } where)
        {
            tally.Add("not reached");
            return;
        }

        tally.Add("killed");
        var before = StoryCheck.Whole(board.Read());
        if (before is null || before.Tokens.Any(token => token != "c.1-1"))
            tally.Fault($"{where}: the story is not whole");

        var seen = LockSnapshot.Of(board.Lock);
        var record = seen.Exists ? OwnerRecord.Read(StoryPaths.Resolve(board.Story), seen) : null;
        var proven = !seen.Exists || record?.ProvesDeath() == true;
        var clock = Stopwatch.StartNew();
        board.Update("z.1-1");
        var took = clock.Elapsed;
        tally.Add(!seen.Exists ? "recovered: no lock was left" : proven ? "recovered by the owner record" : "recovered by the stale rule");
        tally.Add("recovered within 500 ms", took < AtOnce ? 1 : 0);
        Console.WriteLine($"  {where,-66} {(before?.Tokens.Count > 0 ? "new" : "old")} story, {(proven ? "" : "stale rule, ")}{took.TotalMilliseconds:0} ms");
        if (!proven == (took < AtOnce))
            tally.Add(proven ? "slower than 500 ms in spite of the record" : "sooner than the stale rule");

        After(board, where, before?.Tokens ?? [], tally);
    }

    private static void After(Board board, string where, IReadOnlyList<string> before, Tally tally)
    {
        string[] expected = [.. before, "z.1-1"];
        if (Launch.NodeIsMissing is null)
        {
            using var node = new Worker(Launch.Node("append.mjs", board.Story, "n.1-1", $"{Board.StaleTimeout}"), _ => { });
            if (node.Wait() != 0)
                tally.Fault($"{where}: Node fails: {node.Errors}");
            expected = [.. expected, "n.1-1"];
            tally.Add("updated by Node after us");
        }

        if (StoryCheck.Whole(board.Read())?.Tokens.SequenceEqual(expected) != true)
            tally.Fault($"{where}: the story says something else than {string.Join(", ", expected)}");
        foreach (var left in board.LeftAfterUpdate("z.1-2"))
            tally.Fault($"{where}: left: {Path.GetFileName(left)}");
    }
}
