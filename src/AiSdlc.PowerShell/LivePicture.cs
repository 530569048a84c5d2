using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AiSdlc.Claims;
using AiSdlc.Git;

namespace AiSdlc.Commands;

/// <summary>Draws a board as it is now: with ages, claims, and below it what could not be read.</summary>
/// <param name="width">Cells in a line.</param>
/// <param name="height">Lines at most.</param>
/// <param name="cells">Cells that a text takes.</param>
/// <param name="useColour">Whether to use colours.</param>
internal sealed class LivePicture(int width, int height, Func<string, int> cells, bool useColour)
{
    private const int MostFaults = 3;

    /// <summary>The lines of the picture.</summary>
    /// <param name="look">The board.</param>
    /// <param name="now">The moment that ages are counted to, in UTC.</param>
    public IEnumerable<string> Draw(BoardLook look, DateTime now)
    {
        var faults = look.Faults.Count <= MostFaults ? look.Faults : [.. look.Faults.Take(MostFaults - 1), Number("… {0} more", look.Faults.Count - MostFaults + 1)];
        var board = new BoardPicture(width, cells, useColour)
        {
            Height = height - faults.Count,
            AtEnd = story => story.Status != "done" && story.Created is { } created ? DurationText.Days(created, now) : null,
            Below = story => look.Claims.TryGetValue(story.Path, out var claim) ? Holder(claim, now) : null,
        };
        return board.Draw(look.Stories).Concat(faults.Select(fault => board.Line(VisibleText.Of(fault)))).Take(height);
    }

    private static string? Holder(StoryClaim claim, DateTime now) =>
        claim.IsOver ? null
        : claim.State == StoryClaimState.Expired ? $"{claim.Owner}, expired"
        : $"{claim.Owner ?? "(unknown)"}{(claim.Since is { } since ? ", " + For(now - since) : string.Empty)}";

    // The owner's clock may be ahead.
    private static string For(TimeSpan time) =>
        time < TimeSpan.FromHours(1) ? Number("{0} min", Math.Max(0, (int)time.TotalMinutes))
        : time < TimeSpan.FromDays(1) ? Number("{0} h", (int)time.TotalHours)
        : Number("{0} d", (int)time.TotalDays);

    private static string Number(string format, int number) => string.Format(CultureInfo.InvariantCulture, format, number);
}
