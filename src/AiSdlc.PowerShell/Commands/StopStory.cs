using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Paths;

namespace AiSdlc.Commands;

/// <summary>Gives a claimed story back, which makes it ready again; or ends the claim because the story is done.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryClaim))]
public sealed class StopStoryCommand : ClaimedStoryCommand
{
    /// <summary>The story is done.</summary>
    [Parameter]
    public SwitchParameter Done { get; set; }

    /// <summary>With a claim: done whatever the completion flags say. Without one: takes the story from whoever has it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the claim as it was ended.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool IsEdit => true;

    private protected override void Process(string story)
    {
        var token = Token;
        if (token is null && (!Force || Done))
        {
            throw Refused("ValueMissing", "Give -Claim: what Start-Story emitted, or its token. -Force, without -Done, takes the story from whoever has it.");
        }

        if (!ShouldProcess(story, Done ? "Stop: it is done" : token is null ? "Take it from whoever has it" : "Stop: give it back"))
        {
            return;
        }

        if (token is null)
        {
            new ClaimPlace().Of(StoryBoard.Of(story), LockRequest).Break(StoryException.IdOf(StoryPaths.Resolve(story).Story), story);
            return;
        }

        var ended = StoryWork.Stop(ClaimPlace.OfToken(token, story, LockRequest), story, token, Done ? ClaimEnd.Done : ClaimEnd.GivenBack, Force, LockRequest);
        if (PassThru)
        {
            WriteObject(ended);
        }
    }
}
