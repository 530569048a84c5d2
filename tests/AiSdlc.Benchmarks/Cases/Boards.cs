using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using AiSdlc.Benchmarks.Peers;

namespace AiSdlc.Benchmarks.Cases;

/// <summary>Whole boards, in memory: what counts is the work, not the disk.</summary>
internal static class Boards
{
    private const int EverydaySize = 2 * 1024;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>Looking for locks: one story in a thousand has one.</summary>
    public static IEnumerable<Row> Locks(Lab lab)
    {
        var perStory = new List<double>();
        foreach (var size in Sizes)
        {
            using var place = new Place(lab.Options.Memory);
            place.Fill(size, size: 0);
            using var module = Peer.Module();
            for (var i = 0; i < 5; i++)
                module.Ask("locks", place.Root);
            var rounds = lab.Rounds(() => (Ours: module.Ask("locks", place.Root)[0], Find: Worker.Time(() => Find(place.Stories))));
            perStory.Add(Statistics.Median(rounds.Select(round => round.Ours)) / size);
            yield return new Row(
                $"Get-StoryLock, {size:N0} stories, over find", size == Sizes[^1] ? Bar.AtMost(1.5) : null, [.. rounds.Select(round => round.Ours / round.Find)]);
        }

        yield return new Row("a story of 100,000 over one of 10,000", Bar.AtMost(1.5), [perStory[2] / perStory[1]]);
    }

    /// <summary>Reading all stories.</summary>
    public static IEnumerable<Row> Stories(Lab lab)
    {
        foreach (var size in Sizes)
        {
            using var node = Peer.Node();
            if (node is null)
                yield break;
            using var place = new Place(lab.Options.Memory);
            place.Fill(size, EverydaySize);
            place.Unlock();
            using var module = Peer.Module();
            for (var i = 0; i < 3; i++)
            {
                module.Ask("stories", place.Root);
                node.Ask("stories", place.Stories);
            }

            yield return new Row(
                $"Node loop over Get-Story, {size:N0} stories", size == 10_000 ? Bar.AtLeast(8) : null,
                lab.Rounds(() => node.Ask("stories", place.Stories)[0] / module.Ask("stories", place.Root)[0]));
        }
    }

    /// <summary>The first import of a process, over the opening of the engine's own runspace.</summary>
    public static IEnumerable<Row> Import(Lab lab)
    {
        yield return new Row("Import-Module over opening a runspace", null, lab.Rounds(() =>
        {
            using var module = Peer.Module();
            var took = module.Ask("import");
            return took[1] / took[0];
        }));
    }

    private static void Find(string stories)
    {
        using var find = Process.Start(new ProcessStartInfo(
            "find", [stories, "-mindepth", "2", "-maxdepth", "2", "-name", "story.md.lock", "-type", "d"]) { RedirectStandardOutput = true })!;
        find.StandardOutput.ReadToEnd();
        find.WaitForExit();
    }
}
