using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Starts parts of a story anew: phases, the cycle of plan, implementation and review, the workflow's worktree.</summary>
[Cmdlet(VerbsCommon.Reset, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class ResetStoryCommand : StoryEditCommand
{
    /// <summary>Phases that are no longer complete.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(PhaseCompleter))]
    public string[]? Phase { get; set; }

    /// <summary>Why plan, implementation and review start again; counts one more retry.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CycleReason { get; set; }

    /// <summary>Forgets worktree and branch; the status follows the completed phases.</summary>
    [Parameter]
    public SwitchParameter Workflow { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Reset";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => Phase is null && CycleReason is null && !Workflow
        ? throw Refused("NothingToDo", "Say what to reset: -Phase, -CycleReason or -Workflow.")
        : new StoryReset([.. (Phase ?? []).Select(phase => Word(nameof(Phase), phase, FixedWords.Phases))], CycleReason, Workflow).ToEdit();
}
