using System.Collections.Generic;
using AiSdlc.Claims;
using AiSdlc.Stories;

namespace AiSdlc.Commands.Page;

/// <summary>What a card and a sheet say of a story.</summary>
internal static class StoryFacts
{
    /// <summary>The facts of a card: priority, type, and how old it is.</summary>
    public static IEnumerable<string> Short(PageData board, Story story)
    {
        if (story.Priority is { } priority)
        {
            yield return "priority " + EditSummary.Show(priority);
        }

        if (story.Type is { } type)
        {
            yield return type;
        }

        if (story.Status != "done" && board.Age(story.Created) is { } age)
        {
            yield return "age " + age;
        }

        if (board.Flow?.Entered(story) is { } entered)
        {
            yield return story.Status == "done" ? "done " + PageData.Day(entered) : "here for " + board.Age(entered);
        }
    }

    /// <summary>Ids of the stories that have to be done before.</summary>
    public static List<string> Dependencies(Story story) => [.. ReadyQueue.Dependencies(story)];

    /// <summary>Why a story is blocked; null for one that is not.</summary>
    public static string? BlockedReason(Story story) => story.Status == "blocked" && story.Value("blocked_reason") is { } reason ? EditSummary.Show(reason) : null;

    /// <summary>Who has a story, and since when; null for nobody.</summary>
    public static string? Claim(PageData board, Story story) => board.Claim(story) is not { } claim ? null
        : $"{claim.Owner ?? "(unknown)"}{(claim.Since is { } since ? ", since " + PageData.Day(since) : string.Empty)}{(claim.State == StoryClaimState.Expired ? ", expired" : string.Empty)}";

    /// <summary>Writes the labels, if there are any.</summary>
    public static void WriteLabels(HtmlWriter html, Story story)
    {
        if (story.Labels.Count > 0)
        {
            using (html.In("ul", ("class", "labels"), ("aria-label", "Labels")))
            {
                foreach (var label in story.Labels)
                {
                    html.Line("li", label, ("dir", "auto"));
                }
            }
        }
    }

    /// <summary>Writes stories by their ids, each with its status, and a link where it is on the page.</summary>
    public static void WriteStories(HtmlWriter html, PageData board, List<string> ids)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            html.Text(i > 0 ? ", " : string.Empty);
            if (board.Find(ids[i]) is { } other)
            {
                html.Span("a", ids[i], ("href", "#" + board.Anchor(other)));
                html.Text($" ({BoardColumns.Name(other.Status ?? string.Empty)})");
            }
            else
            {
                html.Text(ids[i] + " (not here)");
            }
        }
    }
}
