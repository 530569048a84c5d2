using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using AiSdlc.Benchmarks.Peers;

namespace AiSdlc.Benchmarks.Cases;

/// <summary>As users have it: a PowerShell that has just been started, and has compiled nothing yet that it did not bring compiled.</summary>
internal static class FreshProcesses
{
    private const int Processes = 16;
    private const int CrowdUpdates = 50;

    /// <summary>Milliseconds that a process takes longer than an empty one; and how long its first update holds the lock.</summary>
    public static IEnumerable<Row> Start(Lab lab)
    {
        using var place = new Place(lab.Options.Disk);
        var story = place.Add(1);
        var import = $"Import-Module '{Engine.Module}'";
        var update = $"{import}; Update-StoryFrontmatter -LiteralPath '{story}' -Increment count";
        Run("1");
        Run(update);
        var rounds = lab.Rounds(() => (Empty: Run("1"), Import: Run(import), Update: Run(update)));
        yield return new Row("import over an empty process, ms", Bar.AtMost(40), [.. rounds.Select(round => round.Import - round.Empty)]);
        yield return new Row("import and first update over it, ms", Bar.AtMost(80), [.. rounds.Select(round => round.Update - round.Empty)]);
        yield return new Row("first hold, ms", Bar.AtMost(5), lab.Rounds(() => Fresh(() => Peer.Shell(place), peer => peer.Ask("hold", story)[0])));
    }

    /// <summary>Reading boards, after the import.</summary>
    public static IEnumerable<Row> Board(Lab lab)
    {
        foreach (var count in new[] { 1, 100 })
        {
            using var place = new Place(lab.Options.Memory);
            place.Fill(count, size: 4096, locked: false);
            yield return new Row(
                $"Get-Story, {count}, ms", count == 100 ? Bar.AtMost(30) : null,
                lab.Rounds(() => Fresh(() => Peer.Shell(place), peer => peer.Ask("stories", place.Root)[0] / 1000)));
            yield return new Row($"Test-Story, {count}, ms", null, lab.Rounds(() => Fresh(() => Peer.Shell(place), peer => peer.Ask("test", place.Root)[0] / 1000)));
        }
    }

    /// <summary>Loops of updates; what one takes in the middle of them.</summary>
    public static IEnumerable<Row> Updates(Lab lab, string folder, double? overC, double underNode)
    {
        foreach (var times in new[] { 1, 50, 600 })
        {
            using var place = new Place(folder);
            var story = place.Add(1);
            double Update(Func<Peer?> start) => Fresh(start, peer => Statistics.Median(peer.Update(story, times)));
            var rounds = lab.Rounds(() => (Ours: Update(() => Peer.Shell(place)), C: Update(Peer.C), Node: Update(Peer.Node)));
            yield return new Row($"{times} updates, over C", times == 600 && overC is { } most ? Bar.AtMost(most) : null, [.. rounds.Select(round => round.Ours / round.C)]);
            yield return new Row($"{times} updates, Node over ours", times == 600 ? Bar.AtLeast(underNode) : null, [.. rounds.Select(round => round.Node / round.Ours)]);
        }
    }

    /// <summary>16 processes with 50 updates each, all of one story, and each of its own.</summary>
    public static IEnumerable<Row> Crowd(Lab lab)
    {
        using var place = new Place(lab.Options.Disk);
        var shared = place.Add(0);
        var rounds = lab.Rounds(() => (Ours: Together(lab, () => Peer.Shell(place), place, _ => shared), Node: Together(lab, Peer.Node, place, _ => shared)));
        yield return new Row("one story: updates refused", Bar.AtMost(0), [.. rounds.Select(round => (double)round.Ours.Refused)]);
        yield return new Row("slowest worker over fastest", Bar.AtMost(2), [.. rounds.Select(round => round.Ours.Slowest / round.Ours.Fastest)]);
        yield return new Row("wall time over Node's", Bar.AtMost(1), [.. rounds.Select(round => round.Ours.Wall / round.Node.Wall)]);
        yield return new Row("p99 over Node's", Bar.AtMost(1), [.. rounds.Select(round => round.Ours.P99 / round.Node.P99)]);
        yield return new Row("updates refused by Node", null, [.. rounds.Select(round => (double)round.Node.Refused)]);
        // Of the processor time of a crowd, .NET's second compilation of the engine's start is most.
        yield return new Row(
            "wall time over Node's, DOTNET_TieredCompilation=0", null,
            lab.Rounds(() => Together(lab, () => Peer.Shell(place, "DOTNET_TieredCompilation=0"), place, _ => shared).Wall / Together(lab, Peer.Node, place, _ => shared).Wall));
        yield return new Row(
            "stories of their own: wall time over Node's", null,
            lab.Rounds(() => Together(lab, () => Peer.Shell(place), place, place.Story).Wall / Together(lab, Peer.Node, place, place.Story).Wall));
    }

    private static Peers.Crowd.CommitResult Together(Lab lab, Func<Peer?> start, Place place, Func<int, string> storyOf)
    {
        using var crowd = new Crowd(lab, Processes, start, place, isFresh: true);
        return crowd.Run(storyOf, CrowdUpdates);
    }

    private static double Fresh(Func<Peer?> start, Func<Peer, double> measure)
    {
        using var peer = start();
        return peer is null ? double.NaN : measure(peer);
    }

    private static double Run(string script)
    {
        var start = new ProcessStartInfo(Repository.DotNet, [Engine.PowerShell, "-NoProfile", "-Command", script]) { RedirectStandardOutput = true };
        return Worker.Time(() =>
        {
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }) / 1000;
    }
}
