using System.Management.Automation;
using AiSdlc.Git;

namespace AiSdlc.Commands;

/// <summary>Makes git merge the stories of a board as any text again.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "StoryMergeDriver", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class UnregisterStoryMergeDriverCommand : StoryCommand
{
    /// <summary>A folder on or below the board; by default the current location.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForStory(() =>
    {
        var board = Board(Root);
        if (ShouldProcess(board.Folder, "Remove the merge driver from .gitattributes and from the clone's configuration"))
        {
            MergeDriver.Unregister(board, Cancel);
        }
    });
}
