using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Unblocks a story; it goes back to where its completed phases say.</summary>
[Cmdlet(VerbsSecurity.Unblock, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class UnblockStoryCommand : StoryEditCommand
{
    /// <summary>Sets the counters of retries, refinements and recoveries to 0.</summary>
    [Parameter]
    public SwitchParameter ResetRetries { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Unblock";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => StoryLifecycle.Unblock(ResetRetries);
}
