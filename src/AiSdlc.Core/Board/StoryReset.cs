using System.Collections.Generic;
using System.Collections.Specialized;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>What of a story starts anew. Several at once are one edit.</summary>
/// <param name="Phases">resetPhaseCompletion: <c>research</c>, <c>plan</c>, <c>implement</c>.</param>
/// <param name="CycleReason">resetRPIVCycle: plan, implementation and reviews, for this reason; null for no.</param>
/// <param name="Workflow">resetWorkflowState: worktree and branch are forgotten, the status follows the completed phases.</param>
internal sealed record StoryReset(IReadOnlyList<string> Phases, string? CycleReason, bool Workflow)
{
    /// <summary>The edit.</summary>
    public StoryEdit ToEdit() => StoryLifecycle.Edit(data =>
    {
        foreach (var phase in Phases)
        {
            data[phase == "implement" ? "implementation_complete" : phase + "_complete"] = false;
        }

        if (CycleReason is not null)
        {
            RestartCycle(data, CycleReason);
        }

        if (Workflow)
        {
            ForgetWorktree(data);
        }
    });

    private static void RestartCycle(OrderedDictionary data, string reason)
    {
        data["plan_complete"] = false;
        data["implementation_complete"] = false;
        data["reviews_complete"] = false;
        data["last_restart_reason"] = reason;
        data["last_restart_timestamp"] = StoryFields.IsoNow();
        data["retry_count"] = StoryEdit.Incremented(data["retry_count"], data["retry_count"] is not null, "retry_count");
    }

    private static void ForgetWorktree(OrderedDictionary data)
    {
        data.Remove("worktree_path");
        data.Remove("branch");
        var isPlanned = StoryFields.IsTrue(data, "implementation_complete") || StoryFields.IsTrue(data, "plan_complete");
        data["status"] = isPlanned ? "ready" : "backlog";
    }
}
