using System;
using System.Collections.Generic;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos;

/// <summary>The places for workers that a run asks for.</summary>
internal static class Slots
{
    public const string AllKills = "kills";

    private const int NodeDeaths = 400; // a Node worker dies under its lock once in so many updates: each costs the stale time

    public static IEnumerable<Slot> Of(Round round, Options options, int number)
    {
        var (board, runspaces, place) = (round.Board, options.Number("runspaces", 2), 0);
        Slot Next(string kind, Func<string, string[]> command) =>
            new(round, kind, ++place, command, new Random((options.Number("seed", 1) * 10007) + (number * 101) + place));

        if (options.Has("naive"))
        {
            for (var i = options.Number("core", 4); i > 0; i--)
                yield return Next("Naive", name => Launch.Naive(board, name, options.Text("naive")));
            yield break;
        }

        for (var i = options.Number("core", 4); i > 0; i--)
            yield return Next("Core", name => Launch.Core(board, name, runspaces));
        for (var i = options.Number("processes", 0); i > 0; i--)
            yield return Next("Cmdlets", name => Launch.Cmdlets(board, name, runspaces));
        for (var i = options.Number("node", 0); i > 0; i--)
            yield return Next("Node", name => Launch.Node("chaos.mjs", board.Story, name, $"{Board.StaleTimeout}", $"{NodeDeaths}"));
    }
}
