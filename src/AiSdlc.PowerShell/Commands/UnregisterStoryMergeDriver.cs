using System.Management.Automation;
using AiSdlc.Git;

namespace AiSdlc.Commands;

/// <summary>Makes git merge the stories of a board as any text again.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "StoryMergeDriver", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class UnregisterStoryMergeDriverCommand : BoardCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ForStory(() =>
    {
        var board = Board();
        if (ShouldProcess(board.Folder, "Remove the merge driver from .gitattributes and from the clone's configuration"))
        {
            MergeDriver.Unregister(board, Cancel);
        }
    });
}
