using System;
using System.Linq;
using AiSdlc.Git;
using AiSdlc.Stories;

namespace AiSdlc.Commands.Page;

/// <summary>A story as a whole: what its card says and more, and its body as it was written.</summary>
internal static class StorySheet
{
    private static readonly string[] Texts = ["assignee", "epic", "estimated_effort"];

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, PageData board, Story story, string body)
    {
        var heading = "title." + board.Anchor(story);
        using (html.In("article", ("id", board.Anchor(story)), ("class", "sheet"), ("tabindex", "-1"), ("aria-labelledby", heading)))
        {
            html.Line("a", "Back to the board", ("class", "back"), ("href", "#card." + board.Anchor(story)));
            using (html.In("h2", ("id", heading)))
            {
                html.Span("span", story.Id, ("class", "id"));
                html.Text(" ");
                html.Span("span", story.Title, ("dir", "auto"));
            }

            using (html.In("dl"))
            {
                WriteFacts(html, board, story);
            }

            StoryFacts.WriteLabels(html, story);
            WriteBody(html, body.Trim('\r', '\n'));
        }
    }

    // Markdown is made to be read as it is; headings stand out.
    private static void WriteBody(HtmlWriter html, string body)
    {
        if (body.Length == 0)
        {
            return;
        }

        var literal = new LiteralBlock();
        using (html.In("pre", ("dir", "auto")))
        {
            foreach (var line in body.Replace("\r\n", "\n").Split('\n'))
            {
                html.NewLine(); // the first in a pre does not count
                using (!literal.Covers(line.TrimEnd()) && line is ['#', ..] ? html.Inline("b") : null)
                {
                    html.TextWithTabs(line);
                }
            }
        }
    }

    private static void WriteFacts(HtmlWriter html, PageData board, Story story)
    {
        Write(html, "Status", story.Status);
        Write(html, "Since", board.Flow?.Entered(story) is { } entered ? PageData.Day(entered) : null);
        Write(html, "Blocked", StoryFacts.BlockedReason(story));
        Write(html, "Claimed by", StoryFacts.Claim(board, story));
        Write(html, "Priority", story.Priority is { } priority ? EditSummary.Show(priority) : null);
        Write(html, "Type", story.Type);
        foreach (var key in Texts)
        {
            Write(html, key.Replace('_', ' '), story.Value(key) is { } value ? EditSummary.Show(value) : null);
        }

        Write(html, "Created", story.CreatedText);
        Write(html, "Updated", story.UpdatedText);
        Write(html, "Spent", string.Join(", ", board.Flow?.Times.Where(time => time.Id == StoryException.IdOf(story.Path)).Select(time => $"{DurationText.Of(time.Time)} in {time.Status}") ?? []));
        if (StoryFacts.Dependencies(story) is { Count: > 0 } needed)
        {
            html.Line("dt", "Needs");
            using (html.In("dd"))
            {
                StoryFacts.WriteStories(html, board, needed);
            }
        }

        WritePullRequest(html, story.Value("pr_url") as string);
    }

    private static void Write(HtmlWriter html, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            html.Line("dt", name);
            html.Line("dd", value, ("dir", "auto"));
        }
    }

    // A link that a story gives leads to the web, or is text.
    private static void WritePullRequest(HtmlWriter html, string? url)
    {
        if (!string.IsNullOrEmpty(url))
        {
            html.Line("dt", "Pull request");
            using (html.In("dd"))
            {
                var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";
                html.Span(isWeb ? "a" : "span", url, ("href", isWeb ? address!.AbsoluteUri : null));
            }
        }
    }
}
