using System;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Git;

namespace AiSdlc.Commands.Page;

/// <summary>The charts below the board: how many stories were done each week, and how long they stay in each status.</summary>
internal static class FlowCharts
{
    private const int MostWeeks = 13;

    /// <summary>Writes them.</summary>
    public static void Write(HtmlWriter html, PageData board)
    {
        using (html.In("section", ("id", "page.flow"), ("class", "flow"), ("aria-labelledby", "flow.title")))
        {
            html.Line("h2", "Flow", ("id", "flow.title"));
            BarChart.Write(html, new BarChart.Data(
                "throughput", "Stories done by week", "Week of", "Stories", [.. Weeks(board).Select(week => (PageData.Day(week.Week), (double)week.Done, PageData.Number("{0}", week.Done)))],
                "No story is done, or none says when."));
            BarChart.Write(html, new BarChart.Data(
                "times", "Median time in a status", "Status", "Time", [.. (board.Flow?.Medians ?? []).Select(median => (median.Status, (double)median.Time.Ticks, DurationText.Of(median.Time)))],
                "No history tells: git knows of no story here that has left a status."));
        }
    }

    // The last weeks up to that of the page, those without a story too.
    private static IEnumerable<(DateTime Week, int Done)> Weeks(PageData board)
    {
        var done = (board.Flow?.Weeks ?? []).ToDictionary(week => week.Week, week => week.Done);
        if (done.Count == 0)
        {
            return [];
        }

        var last = done.Keys.Append(StoryFlow.Monday(board.AsOf ?? DateTime.MinValue)).Max();
        var weeks = Math.Min(MostWeeks, ((last - done.Keys.Min()).Days / 7) + 1);
        return Enumerable.Range(1 - weeks, weeks).Select(offset => last.AddDays(7 * offset)).Select(week => (week, done.TryGetValue(week, out var count) ? count : 0));
    }
}
