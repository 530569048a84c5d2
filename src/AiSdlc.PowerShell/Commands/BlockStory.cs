using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Blocks a story: with the reason, the time, and a diagnostic of how far it had come.</summary>
[Cmdlet(VerbsSecurity.Block, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class BlockStoryCommand : StoryEditCommand
{
    /// <summary>Why; made one safe line of at most 200 characters.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>A next step.</summary>
    [Parameter]
    public string? SuggestedFix { get; set; }

    /// <summary>Whether retries met the same error again.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? IdenticalErrorsDetected { get; set; }

    /// <summary>How many times in a row they did.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? ConsecutiveIdenticalCount { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Block";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story)
    {
        StoryBoard.RequireOnBoard(story);
        return StoryLifecycle.Block(Required(nameof(Reason), Reason), new BlockDetails(SuggestedFix, IdenticalErrorsDetected, ConsecutiveIdenticalCount));
    }
}
