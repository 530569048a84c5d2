using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Board;

/// <summary>What a caller knows about a failure beyond its reason; null for what it does not.</summary>
/// <param name="SuggestedFix">A next step.</param>
/// <param name="IdenticalErrorsDetected">Whether the retries met the same error again.</param>
/// <param name="ConsecutiveIdenticalCount">How many times in a row.</param>
internal sealed record BlockDetails(string? SuggestedFix = null, bool? IdenticalErrorsDetected = null, int? ConsecutiveIdenticalCount = null);

/// <summary>The <c>blocked_diagnostic</c> of a story, by the rules of the Node tool (generateFailureDiagnostic, src/core/story/lifecycle.ts).</summary>
internal static class FailureDiagnostic
{
    /// <summary>The diagnostic of a story that is being blocked.</summary>
    public static OrderedDictionary Of(OrderedDictionary data, string reason, string now, BlockDetails details)
    {
        var diagnostic = new OrderedDictionary
        {
            ["blockedAt"] = now,
            ["reason"] = reason,
            ["lastPhase"] = LastPhase(data),
            ["errorCount"] = ErrorCount(data),
            ["mostCommonError"] = MostCommonError(data) ?? reason,
        };
        StoryFields.SetIfKnown(diagnostic, "suggestedFix", details.SuggestedFix);
        StoryFields.SetIfKnown(diagnostic, "identicalErrorsDetected", details.IdenticalErrorsDetected);
        StoryFields.SetIfKnown(diagnostic, "consecutiveIdenticalCount", details.ConsecutiveIdenticalCount);
        return diagnostic;
    }

    private static string LastPhase(OrderedDictionary data) =>
        StoryFields.IsTrue(data, "reviews_complete") || StoryFields.IsTrue(data, "implementation_complete") ? "review"
        : StoryFields.IsTrue(data, "plan_complete") ? "implement"
        : StoryFields.IsTrue(data, "research_complete") ? "plan"
        : "research";

    private static long ErrorCount(OrderedDictionary data) => Count(data, "total_recovery_attempts") is > 0 and var total
        ? total
        : Count(data, "implementation_retry_count") + Count(data, "retry_count") + Count(data, "refinement_count");

    // getMostCommonError, src/services/error-fingerprint.ts: the first with the highest count in a row.
    private static string? MostCommonError(OrderedDictionary data) =>
        (data["error_history"] as List<object?> ?? [])
            .OfType<OrderedDictionary>()
            .Where(error => Count(error, "consecutiveCount") > 0)
            .OrderByDescending(error => Count(error, "consecutiveCount"))
            .Select(error => error["errorPreview"] as string)
            .FirstOrDefault(preview => !string.IsNullOrEmpty(preview));

    private static long Count(OrderedDictionary data, string key) => data[key] switch
    {
        int count => count,
        long count => count,
        _ => 0,
    };
}
