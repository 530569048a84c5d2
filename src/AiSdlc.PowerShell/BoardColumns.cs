using System;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>A board in columns: one per status, those that the Node tool knows first and in its order, each with the most urgent story on top.</summary>
internal static class BoardColumns
{
    /// <summary>The columns; that of stories without a status has an empty name.</summary>
    public static List<(string Status, List<Story> Stories)> Of(IReadOnlyCollection<Story> stories)
    {
        var byStatus = stories.OrderBy(Rank).ToLookup(story => story.Status ?? string.Empty, StringComparer.Ordinal);
        return [.. StoryLifecycle.Statuses.Union(byStatus.Select(status => status.Key).OrderBy(status => status, StringComparer.Ordinal)).Select(status => (status, byStatus[status].ToList()))];
    }

    /// <summary>The name of a column.</summary>
    public static string Name(string status) => status.Length > 0 ? VisibleText.Of(status) : "(no status)";

    private static double Rank(Story story) => story.Priority switch
    {
        int priority => priority,
        long priority => priority,
        double priority => priority,
        _ => double.MaxValue,
    };
}
