using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Power;

/// <summary>
/// Cuts the power while workers write, again and again: on the disk there is always a whole story, and in it everything that had been
/// acknowledged before. The control does all but the flushes, and has to lose.
/// </summary>
internal sealed class PowerCut(Options options, string kind)
{
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private readonly Tally _tally = new();
    private readonly Random _random = new(options.Number("seed", 1));

    public static int Run(Options options)
    {
        if (Disk.IsMissing is { } missing)
        {
            Console.WriteLine($"power cut: skipped: {missing}");
            return 0;
        }

        string[] kinds = options.Has("disk") ? [options.Text("disk")] : ["ext4", "xfs"];
        return kinds.Aggregate(0, (code, kind) => code | new PowerCut(options, kind).Run());
    }

    private bool IsControl => options.Has("naive");

    private int Run()
    {
        // By default ext4 itself flushes a file that is renamed over another: switched off, or it would hide what is to be shown.
        using var disk = new Disk(kind, kind == "ext4" ? "noauto_da_alloc,commit=1" : "defaults");
        using (var board = new Board(parent: disk.Folder))
        {
            Command.Run("sync", "-f", board.Story); // what is under test begins here
            var workers = Enumerable.Range(1, options.Number("core", 2)).Select(place => Start(board, place)).ToList();
            workers.ForEach(worker => worker.HasWorked.Wait());
            for (var cut = 1; cut <= options.Number("cuts", 120); cut++)
            {
                Thread.Sleep(_random.Next(120));
                CutAndLook(disk, board);
            }

            if (!IsControl)
                GoOnAfter(disk, board);
            workers.ForEach(worker => worker.Dispose());
        }

        _tally.Print();
        var bad = _tally.Of("missing") + _tally.Of("empty") + _tally.Of("torn") + _tally.Of("acknowledged and lost");
        Console.WriteLine($"power cut on {kind}{(IsControl ? ", without flushes" : "")}: {_tally.Of("cuts")} cuts, {bad} bad");
        return (_tally.Faults > 0 || IsControl != bad > 0) ? 1 : 0;
    }

    private Worker Start(Board board, int place) => new(
        IsControl ? Launch.Naive(board, $"x{place}", options.Text("naive")) : Launch.Core(board, $"c{place}", runspaces: 1),
        line =>
        {
            if (line.StartsWith("ok ", StringComparison.Ordinal))
                _acknowledged.Enqueue(line[3..]);
        });

    private void CutAndLook(Disk disk, Board board)
    {
        var before = _acknowledged.ToArray();
        using var cut = disk.Cut();
        var found = Judge(At(cut, board.Story, disk), before);
        _tally.Add("cuts");
        _tally.Add("acknowledged before the last cut", before.Length - _tally.Of("acknowledged before the last cut"));
        foreach (var what in new[] { "missing", "empty", "torn", "acknowledged and lost" })
            _tally.Add(what, what == found ? 1 : 0);
    }

    private static string? Judge(string story, IReadOnlyCollection<string> acknowledged) =>
        !File.Exists(story) ? "missing"
        : new FileInfo(story).Length == 0 ? "empty"
        : StoryCheck.Whole(File.ReadAllText(story)) is not { } whole ? "torn"
        : acknowledged.Except(whole.Tokens).Any() ? "acknowledged and lost"
        : null;

    // After the restart an update goes through, and nothing is left of those that were cut off.
    private void GoOnAfter(Disk disk, Board board)
    {
        using var cut = disk.Cut();
        using var after = new Board(existing: At(cut, board.Root, disk));
        string[] ofTheLiving = [".holder", ".wait"]; // the workers live on, and this is the boot they are of
        foreach (var left in after.LeftAfterUpdate("z.1-1").Where(left => !ofTheLiving.Contains(Path.GetExtension(left))))
            _tally.Fault($"left after an update on the disk that was cut off: {Path.GetFileName(left)}");
        if (StoryCheck.Whole(after.Read())?.Tokens.Contains("z.1-1") != true)
            _tally.Fault("the update on the disk that was cut off is not in the story");
    }

    private static string At(Disk.Snapshot cut, string path, Disk disk) => Path.Combine(cut.Folder, Path.GetRelativePath(disk.Folder, path));
}
