using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Chaos;

/// <summary>Compares what was acknowledged with what the story says, once all workers are dead.</summary>
internal static class Verdict
{
    private const char Node = 'n'; // what a Node worker's tokens begin with

    /// <summary>Judges our promise.</summary>
    public static void OnUs(Board board, Ledger ledger, Tally tally)
    {
        var text = board.Read();
        if (StoryCheck.Whole(text) is not { } story)
        {
            tally.Fault($"the story is not whole at the end: {text[..Math.Min(text.Length, 200)]}");
            return;
        }

        var written = story.Tokens.ToHashSet(StringComparer.Ordinal);
        var lost = ledger.Acknowledged.Where(token => !written.Contains(token)).ToLookup(token => token[0] == Node);
        tally.Add("acknowledged by us", ledger.Acknowledged.Count(token => token[0] != Node));
        tally.Add("acknowledged and lost", lost[false].Count());
        FaultIfAny(tally, "acknowledged and lost", lost[false]);
        if (ledger.Acknowledged.Any(token => token[0] == Node))
        {
            tally.Add("acknowledged by Node", ledger.Acknowledged.Count(token => token[0] == Node));
            tally.Add("acknowledged and lost by Node", lost[true].Count());
        }

        var extra = written.Where(token => !ledger.Acknowledged.Contains(token)).ToList();
        tally.Add("in flight when killed, and written", extra.Count(ledger.WasInFlight));
        tally.Add("refused", ledger.Refused.Count);
        FaultIfAny(tally, "written and never asked for", extra.Where(token => !ledger.WasInFlight(token) && !ledger.Refused.Contains(token)));
        FaultIfAny(tally, "written though refused", extra.Where(token => token[0] != Node && ledger.Refused.Contains(token)));
        FaultIfAny(tally, "written twice", story.Tokens.GroupBy(token => token).Where(group => group.Count() > 1).Select(group => group.Key));

        var left = board.LeftAfterUpdate("z.1-1");
        tally.Add("left after one more update", left.Length);
        FaultIfAny(tally, "left after one more update", left);
    }

    /// <summary>Counts what the negative controls lost.</summary>
    public static void OnControls(Board board, Ledger ledger, Tally tally)
    {
        var written = StoryCheck.Parse(board.Read())?.Tokens ?? [];
        tally.Add("acknowledged", ledger.Acknowledged.Count);
        tally.Add("acknowledged and lost", ledger.Acknowledged.Except(written).Count());
    }

    private static void FaultIfAny(Tally tally, string what, IEnumerable<string> tokens)
    {
        var all = tokens.ToList();
        if (all.Count > 0)
            tally.Fault($"{what}: {all.Count}, such as {string.Join(", ", all.Take(5))}");
    }
}
