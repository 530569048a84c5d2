using System;
using System.Collections.Specialized;
using AiSdlc.Errors;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>
/// The lifecycle operations of the Node tool (src/core/story/lifecycle.ts, lookup.ts), each as one edit that is decided under
/// the lock. There they read first and lock only the write.
/// </summary>
internal static class StoryLifecycle
{
    /// <summary>What a status can be.</summary>
    internal static readonly string[] Statuses = ["backlog", "ready", "in-progress", "done", "blocked"];

    /// <summary>What a type can be.</summary>
    internal static readonly string[] Types = ["feature", "bug", "chore", "spike"];

    private static readonly string[] CompletionFlags = ["research_complete", "plan_complete", "implementation_complete", "reviews_complete"];

    /// <summary>updateStoryStatus: <c>done</c> only when implementation and reviews are complete, unless forced.</summary>
    public static StoryEdit SetStatus(string status, bool force) => Edit(data =>
    {
        if (status == "done" && !force && !(StoryFields.IsTrue(data, "implementation_complete") && StoryFields.IsTrue(data, "reviews_complete")))
        {
            throw new StatusFault("it can be done only when implementation_complete and reviews_complete are both true.", canBeForced: true);
        }

        data["status"] = status;
    });

    /// <summary>moveToBlocked, with its diagnostic.</summary>
    public static StoryEdit Block(string reason, BlockDetails details) => Edit(data =>
    {
        var text = ReasonText.Sanitize(reason);
        var now = StoryFields.IsoNow();
        data["status"] = "blocked";
        data["blocked_reason"] = text;
        data["blocked_at"] = now;
        data["blocked_diagnostic"] = FailureDiagnostic.Of(data, text, now, details);
    });

    /// <summary>unblockStory: only a blocked one; where it goes depends on how far it had come.</summary>
    public static StoryEdit Unblock(bool resetRetries) => Edit(data =>
    {
        if (data["status"] as string != "blocked")
        {
            throw new StatusFault($"it is not blocked, but {data["status"] ?? "without a status"}.");
        }

        data.Remove("blocked_reason");
        data.Remove("blocked_at");
        if (resetRetries)
        {
            data["retry_count"] = 0;
            data["refinement_count"] = 0;
            data["total_recovery_attempts"] = 0;
        }

        data["status"] = StoryFields.IsTrue(data, "implementation_complete") ? "in-progress" : StoryFields.IsTrue(data, "plan_complete") ? "ready" : "backlog";
    });

    /// <summary>markStoryComplete; without <paramref name="keepStatus"/> autoCompleteStoryAfterReview, which closes a story in progress.</summary>
    public static StoryEdit Complete(bool keepStatus) => Edit(data =>
    {
        foreach (var flag in CompletionFlags)
        {
            data[flag] = true;
        }

        if (!keepStatus && data["status"] as string == "in-progress")
        {
            data["status"] = "done";
        }
    });

    /// <summary>markPRMerged, and the <c>pr_url</c> that the Node tool sets when it opens one; null for what is not known.</summary>
    public static StoryEdit PullRequest(string? url, bool merged, string? mergeSha) => Edit(data =>
    {
        StoryFields.SetIfKnown(data, "pr_url", url);
        if (merged)
        {
            data["pr_merged"] = true;
            data["merged_at"] = StoryFields.IsoNow();
            StoryFields.SetIfKnown(data, "merge_sha", mergeSha);
        }
    });

    /// <summary>An edit as each operation there makes it: every one sets <c>updated</c>.</summary>
    internal static StoryEdit Edit(Action<OrderedDictionary> change, Func<OrderedDictionary, BodyEdit?>? body = null) => new()
    {
        Transform = data =>
        {
            change(data);
            data["updated"] = StoryEdit.Today();
            return null;
        },
        Body = body,
    };
}
