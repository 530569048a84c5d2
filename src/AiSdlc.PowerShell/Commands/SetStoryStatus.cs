using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Sets a story's status. <c>done</c> needs a complete implementation and complete reviews.</summary>
[Cmdlet(VerbsCommon.Set, "StoryStatus", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class SetStoryStatusCommand : StoryEditCommand
{
    /// <summary>The new status.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string? Status { get; set; }

    /// <summary>Sets <c>done</c> whatever the completion flags say.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Set status";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => StoryLifecycle.SetStatus(Word(nameof(Status), Status, FixedWords.Statuses), Force);
}
