using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using AiSdlc.Benchmarks.Peers;

namespace AiSdlc.Benchmarks.Cases;

/// <summary>One process at a time, on one story that nobody else wants.</summary>
internal static class OneStory
{
    private const int Batches = 5;
    private const int PerBatch = 20;

    /// <summary>The durable update of a 40 KB story.</summary>
    public static IEnumerable<Row> Update(Lab lab, string folder, double overC, double underNode)
    {
        using var place = new Place(folder);
        using var module = Peer.Module(place).Warm(lab);
        place.Add(1);
        using var c = Peer.C();
        if (c is not null)
        {
            c.Update(place.Add(2), PerBatch);
            var rounds = Pairs(lab, () => module.Update(place.Story(1), PerBatch), () => c.Update(place.Story(2), PerBatch));
            yield return new Row("core over C", Bar.AtMost(overC), rounds);
        }

        using var node = Peer.Node();
        if (node is not null)
        {
            node.Warm(lab).Update(place.Add(3), PerBatch);
            var rounds = Pairs(lab, () => node.Update(place.Story(3), PerBatch), () => module.Update(place.Story(1), PerBatch));
            yield return new Row("Node over core", Bar.AtLeast(underNode), rounds);
        }
    }

    /// <summary>What the lock costs: the same read, edit and durable write without it.</summary>
    public static IEnumerable<Row> Locked(Lab lab)
    {
        foreach (var folder in new[] { lab.Options.Disk, lab.Options.Memory })
        {
            using var place = new Place(folder);
            using var module = Peer.Module(place).Warm(lab);
            module.Warm(lab, "unlocked").Update(place.Add(1), PerBatch);
            module.Update(place.Add(2), PerBatch, "unlocked");
            var onDisk = folder == lab.Options.Disk;
            yield return new Row(
                onDisk ? "locked over unlocked, disk" : "the same, tmpfs", onDisk ? Bar.AtMost(2) : null,
                Pairs(lab, () => module.Update(place.Story(1), PerBatch), () => module.Update(place.Story(2), PerBatch, "unlocked")));
        }
    }

    /// <summary>What PowerShell costs: the cmdlet in a warm runspace.</summary>
    public static IEnumerable<Row> Cmdlet(Lab lab)
    {
        using var place = new Place(lab.Options.Disk);
        using var module = Peer.Module(place).Warm(lab);
        module.Warm(lab, "cmdlet").Update(place.Add(1), PerBatch, "cmdlet");
        module.Update(place.Add(2), PerBatch);
        yield return new Row(
            "cmdlet over core, disk", Bar.AtMost(1.3),
            Pairs(lab, () => module.Update(place.Story(1), PerBatch, "cmdlet"), () => module.Update(place.Story(2), PerBatch)));
    }

    /// <summary>Bytes allocated by one update, over the story's size.</summary>
    public static IEnumerable<Row> Allocations(Lab lab)
    {
        using var place = new Place(lab.Options.Memory);
        using var module = Peer.Module(place).Warm(lab);
        module.Update(place.Add(1), PerBatch);
        yield return new Row(
            "bytes allocated over the story's", Bar.AtMost(3), lab.Rounds(() => module.Ask("allocated", place.Story(1), "200")[0] / Place.StorySize));
    }

    /// <summary>A story with a body of 50 MB.</summary>
    public static IEnumerable<Row> LargeBody(Lab lab)
    {
        const int size = 50 << 20;
        using var place = new Place(lab.Options.Disk);
        using var module = Peer.Module(place).Warm(lab);
        module.Update(place.Add(2, size), 3);
        var copy = Path.Combine(place.Root, "copy");
        yield return new Row(
            "core over cp and fsync", Bar.AtMost(1.3),
            Pairs(lab, () => module.Update(place.Story(2), 1), () => [Worker.Time(() => Copy(place.Story(2), copy))]));
    }

    private static IReadOnlyList<double> Pairs(Lab lab, Func<double[]> over, Func<double[]> under) => lab.Rounds(() =>
    {
        var medians = Lab.Interleaved(Batches, over, under);
        return medians[0] / medians[1];
    });

    private static void Copy(string from, string to)
    {
        using var shell = Process.Start("sh", ["-c", "cp \"$1\" \"$2.new\" && sync \"$2.new\" && mv \"$2.new\" \"$2\"", "sh", from, to]);
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException("cp failed.");
    }
}
