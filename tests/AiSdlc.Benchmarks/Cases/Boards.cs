using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using AiSdlc.Benchmarks.Peers;

namespace AiSdlc.Benchmarks.Cases;

/// <summary>Whole boards, in memory: what counts is the work, not the disk.</summary>
internal static class Boards
{
    private const int EverydaySize = 4 * 1024;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>Looking for locks: one story in a thousand has one.</summary>
    public static IEnumerable<Row> Locks(Lab lab)
    {
        var boards = Array.ConvertAll(Sizes, size => new Board(lab.Options.Memory, size));
        try
        {
            var rounds = lab.Rounds(() => Array.ConvertAll(boards, board => board.Look()));
            for (var i = 0; i < Sizes.Length; i++)
            {
                yield return new Row(
                    $"Get-StoryLock, {Sizes[i]:N0} stories, over find", i == 2 ? Bar.AtMost(1.5) : null, [.. rounds.Select(round => round[i].Ours / round[i].Find)]);
            }

            yield return new Row("a story of 100,000 over one of 10,000", Bar.AtMost(1.5), [.. rounds.Select(round => round[2].Ours / round[1].Ours / 10)]);
        }
        finally
        {
            Array.ForEach(boards, board => board.Dispose());
        }
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
            place.Fill(size, EverydaySize, locked: false);
            using var module = Peer.Module(place);
            for (var i = 0; i < 5; i++)
            {
                module.Ask("stories", place.Root);
                node.Ask("stories", place.Stories);
            }

            yield return new Row(
                $"Node loop over Get-Story, {size:N0} stories", size == 10_000 ? Bar.AtLeast(3) : null,
                lab.Rounds(() => node.Ask("stories", place.Stories)[0] / module.Ask("stories", place.Root)[0]));
        }
    }

    /// <summary>The first import of a process, over the opening of the engine's own runspace.</summary>
    public static IEnumerable<Row> Import(Lab lab)
    {
        yield return new Row("Import-Module over opening a runspace", null, lab.Rounds(() =>
        {
            using var place = new Place(lab.Options.Memory);
            using var module = Peer.Module(place);
            var took = module.Ask("import");
            return took[1] / took[0];
        }));
    }

    /// <summary>A board with locks, and a process that has looked at it before.</summary>
    private sealed class Board : IDisposable
    {
        private readonly Place _place;
        private readonly Peer _module;

        public Board(string folder, int size)
        {
            _place = new Place(folder);
            _place.Fill(size, size: 0, locked: true);
            _module = Peer.Module(_place);
            for (var i = 0; i < 5; i++)
                Look();
        }

        public (double Ours, double Find) Look() => (_module.Ask("locks", _place.Root)[0], Worker.Time(Find));

        public void Dispose()
        {
            _module.Dispose();
            _place.Dispose();
        }

        private void Find()
        {
            var start = new ProcessStartInfo("find", [_place.Stories, "-mindepth", "2", "-maxdepth", "2", "-name", "story.md.lock", "-type", "d"]);
            start.RedirectStandardOutput = true;
            using var find = Process.Start(start)!;
            find.StandardOutput.ReadToEnd();
            find.WaitForExit();
        }
    }
}
