using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Commands.Page;

/// <summary>A column of the board, and the cards in it.</summary>
internal static class StoryCard
{
    /// <summary>Writes a column.</summary>
    public static void WriteColumn(HtmlWriter html, PageData board, string id, string status, List<Story> stories)
    {
        using (html.In("section", ("id", id), ("class", "column " + Colour(status))))
        {
            using (html.In("h2"))
            {
                html.Text(BoardColumns.Name(status) + " ");
                html.Span("span", PageData.Number("{0}", stories.Count), ("class", "count"));
            }

            if (stories.Count > 0)
            {
                using (html.In("ol"))
                {
                    stories.ForEach(story => Write(html, board, story));
                }
            }
        }
    }

    private static void Write(HtmlWriter html, PageData board, Story story)
    {
        using (html.In("li", ("class", "card"), ("id", "card." + board.Anchor(story))))
        {
            using (html.In("h3"))
            using (html.Inline("a", ("href", "#" + board.Anchor(story))))
            {
                html.Span("span", story.Id, ("class", "id"));
                html.Text(" ");
                html.Span("span", story.Title, ("dir", "auto"));
            }

            using (html.In("p", ("class", "facts")))
            {
                foreach (var fact in StoryFacts.Short(board, story))
                {
                    html.Line("span", fact);
                }
            }

            WriteRest(html, board, story);
        }
    }

    private static void WriteRest(HtmlWriter html, PageData board, Story story)
    {
        StoryFacts.WriteLabels(html, story);
        if (StoryFacts.Dependencies(story) is { Count: > 0 } needed)
        {
            using (html.In("p", ("class", "needs")))
            {
                html.Text("Needs ");
                StoryFacts.WriteStories(html, board, needed);
            }
        }

        if (StoryFacts.Claim(board, story) is { } claim)
        {
            html.Line("p", "Claimed by " + claim, ("class", "claim"));
        }

        if (StoryFacts.BlockedReason(story) is { } reason)
        {
            html.Line("p", "Blocked: " + reason, ("class", "reason"));
        }
    }

    // A class is the page's own word, whatever a story says.
    private static string? Colour(string status) => Board.StoryLifecycle.Statuses.Contains(status) ? status : "other";
}
