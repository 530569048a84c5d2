using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using AiSdlc.Chaos.Workers;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Races;

/// <summary>
/// A Node peer that judges a lock stale and is late with its rmdir: by then we hold a new one, and it removes ours. We have
/// to notice before we write, and to start again with what Node has written.
/// </summary>
internal static class DelayedPeer
{
    public static int Run(Options options)
    {
        if (Launch.NodeIsMissing is { } missing)
        {
            Console.WriteLine($"late Node peer: skipped: {missing}");
            return 0;
        }

        var faults = Enumerable.Range(1, options.Number("late", 10)).Count(_ => !Once());
        Console.WriteLine($"late Node peer: removed our lock {options.Number("late", 10)} times, {faults} faults");
        return faults == 0 ? 0 : 1;
    }

    private static bool Once()
    {
        using var board = new Board();
        Directory.CreateDirectory(board.Lock);
        Directory.SetLastWriteTimeUtc(board.Lock, DateTime.UtcNow.AddSeconds(-10));
        using var said = new BlockingCollection<string>();
        using var node = new Worker(Launch.Node("late.mjs", board.Story, $"{Board.StaleTimeout}"), said.Add);
        Expect(said, "judged");

        // Under our lock, Node is let go, and our update ends only when Node's is done.
        var attempts = 0;
        var edit = new StoryEdit
        {
            Transform = data =>
            {
                if (++attempts == 1)
                {
                    node.Tell("go");
                    Expect(said, "done");
                }

                return Board.Edit("z.1-1").Apply(data);
            },
        };
        StoryStore.Shared.Update(board.Story, edit, LockRequest.With(new LockTiming(60000, Board.StaleTimeout)));

        var whole = StoryCheck.Whole(board.Read())?.Tokens.SequenceEqual(["n.1-1", "z.1-1"]) == true && attempts == 2 && board.Left().Length == 0;
        if (!whole)
            Console.WriteLine($"FAULT: attempts: {attempts}, left: {string.Join(' ', board.Left())}, story: {board.Read()[..200]}");
        return whole;
    }

    private static void Expect(BlockingCollection<string> said, string line)
    {
        if (!said.TryTake(out var heard, TimeSpan.FromMinutes(1)) || heard != line)
            throw new InvalidOperationException($"The Node peer said '{heard}', not '{line}'.");
    }
}
