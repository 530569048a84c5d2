using System.Management.Automation;
using AiSdlc.Git;

namespace AiSdlc.Commands;

/// <summary>Makes git merge the stories of a board, in this clone.</summary>
[Cmdlet(VerbsLifecycle.Register, "StoryMergeDriver", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RegisterStoryMergeDriverCommand : BoardCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => ForStory(() =>
    {
        var board = Board();
        if (ShouldProcess(board.Folder, "Register the merge driver in .gitattributes and in the clone's configuration"))
        {
            MergeDriver.Register(board, Cancel);
            WriteWarning("Commit the board's .gitattributes. Each clone registers for itself, and the merge buttons of hosting services do not run it: there, let CI merge (Resolve-StoryConflict).");
        }
    });
}
