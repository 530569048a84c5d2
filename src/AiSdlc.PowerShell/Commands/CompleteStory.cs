using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Marks all phases of a story as complete; one in progress is done.</summary>
[Cmdlet(VerbsLifecycle.Complete, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class CompleteStoryCommand : StoryEditCommand
{
    /// <summary>Sets the completion flags alone.</summary>
    [Parameter]
    public SwitchParameter KeepStatus { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Complete";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => StoryLifecycle.Complete(KeepStatus);
}
