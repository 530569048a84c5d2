using System;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Board;

namespace AiSdlc.Claims;

/// <summary>
/// The order in which the Node tool would work on stories (assessState in src/core/kanban/assessment.ts, calculateCompletionScore): by priority, and by what comes
/// next, with those first that have come far. Equals by priority, then day of creation, then id.
/// </summary>
internal static class NodeOrder
{
    private static readonly (string Flag, int Score)[] Scores =
        [("reviews_complete", 40), ("implementation_complete", 30), ("plan_review_complete", 25), ("plan_complete", 20), ("research_complete", 10)];

    /// <summary>The stories, the most urgent first.</summary>
    public static IEnumerable<Story> Sort(IEnumerable<Story> stories) => stories
        .OrderBy(Rank)
        .ThenBy(Priority)
        .ThenBy(story => story.Value("created") as string ?? string.Empty, StringComparer.Ordinal)
        .ThenBy(story => story.Id, StringComparer.OrdinalIgnoreCase);

    private static double Rank(Story story) => Priority(story) + (story.Status == "in-progress" ? Continue(story) : Begin(story)) - Scores.Sum(score => Is(story, score.Flag) ? score.Score : 0);

    private static int Begin(Story story) =>
        !Is(story, "research_complete") ? 200
        : !Is(story, "plan_complete") ? 300
        : !Is(story, "plan_review_complete") ? 350
        : 400;

    private static double Continue(Story story) =>
        !Is(story, "implementation_complete") ? 50
        : !Is(story, "reviews_complete") ? 100 + (50 * Number(story.Value("retry_count"), 0))
        : 150;

    private static bool Is(Story story, string flag) => StoryFields.IsTrue(story.Value(flag));

    private static double Priority(Story story) => Number(story.Value("priority"), double.MaxValue);

    private static double Number(object? value, double otherwise) => value switch
    {
        int number => number,
        long number => number,
        double number => number,
        _ => otherwise,
    };
}
