using System;
using System.Management.Automation;
using AiSdlc.Claims;
using AiSdlc.Paths;

namespace AiSdlc.Commands;

/// <summary>Renews a claim, so that it lasts for another lease from now on.</summary>
[Cmdlet(VerbsData.Update, "StoryClaim", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryClaim))]
public sealed class UpdateStoryClaimCommand : ClaimedStoryCommand
{
    /// <summary>Milliseconds, or a time span, for a new lease; by default the one that it has.</summary>
    [Parameter]
    [Milliseconds]
    [ValidateRange(2000, 604_800_000)]
    public int? Lease { get; set; }

    /// <summary>Emits the claim as it is now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process(string story)
    {
        var token = Token ?? throw Refused("ValueMissing", "Give -Claim: what Start-Story emitted, or its token.");
        if (!ShouldProcess(story, "Renew the claim"))
        {
            return;
        }

        var path = StoryPaths.Resolve(story).Story;
        var renewed = ClaimPlace.OfToken(token, path, LockRequest).Renew(StoryException.IdOf(path), path, token, Lease is { } lease ? TimeSpan.FromMilliseconds(lease) : null);
        if (PassThru)
        {
            WriteObject(renewed);
        }
    }
}
