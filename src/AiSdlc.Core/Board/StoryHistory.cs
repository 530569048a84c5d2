using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using AiSdlc.Frontmatter;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>What a story remembers of reviews and refinements (src/core/story/lifecycle.ts of the Node tool).</summary>
internal static class StoryHistory
{
    private const int LongestReviewHistory = 10;

    /// <summary>appendReviewHistory: the last ten are kept.</summary>
    public static StoryEdit AddReview(OrderedDictionary attempt) => StoryLifecycle.Edit(data =>
    {
        var history = ListOf(data, "review_history");
        history.Add(attempt);
        if (history.Count > LongestReviewHistory)
        {
            history.RemoveRange(0, history.Count - LongestReviewHistory);
        }
    });

    /// <summary>recordRefinementAttempt; with a note also appendRefinementNote, which puts the feedback into the body.</summary>
    public static StoryEdit AddRefinement(string agentType, string feedback, bool note) => StoryLifecycle.Edit(
        data =>
        {
            if (data["refinement_iterations"] is null)
            {
                data["refinement_count"] = 0; // as there: a count without its list starts anew
            }

            var iteration = StoryEdit.Incremented(data["refinement_count"] ?? 0, exists: true, "refinement_count");
            ListOf(data, "refinement_iterations").Add(new OrderedDictionary
            {
                ["iteration"] = iteration,
                ["agentType"] = agentType,
                ["startedAt"] = StoryFields.IsoNow(),
                ["reviewFeedback"] = feedback,
                ["result"] = "in_progress",
            });
            data["refinement_count"] = iteration;
        },
        data => note ? SectionText.Append("Review Notes", string.Format(CultureInfo.InvariantCulture, "### Refinement Iteration {0}\n\n{1}", data["refinement_count"], feedback)) : null);

    private static List<object?> ListOf(OrderedDictionary data, string key)
    {
        var value = data[key];
        var list = value is null ? [] : value as List<object?> ?? throw new UnsupportedValueFault(key, value.GetType(), "it is not a list, so nothing can be added.");
        data[key] = list;
        return list;
    }
}
