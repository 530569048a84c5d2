using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Records that a refinement begins: the next iteration, who does it, and the feedback it answers.</summary>
[Cmdlet(VerbsCommon.Add, "StoryRefinement", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class AddStoryRefinementCommand : StoryEditCommand
{
    /// <summary>Who refines, such as <c>implement</c>.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? AgentType { get; set; }

    /// <summary>The feedback of the review.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Feedback { get; set; }

    /// <summary>Puts the feedback into the body's section Review Notes too.</summary>
    [Parameter]
    public SwitchParameter Note { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Add refinement";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => StoryHistory.AddRefinement(Required(nameof(AgentType), AgentType), Required(nameof(Feedback), Feedback), Note);
}
