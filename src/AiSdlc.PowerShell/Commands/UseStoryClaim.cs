using System.Management.Automation;
using AiSdlc.Claims;
using AiSdlc.Paths;

namespace AiSdlc.Commands;

/// <summary>Renews a claim while a script block runs, however long that takes.</summary>
[Cmdlet(VerbsOther.Use, "StoryClaim", DefaultParameterSetName = ByPath)]
[OutputType(typeof(object))]
public sealed class UseStoryClaimCommand : ClaimedStoryCommand
{
    /// <summary>What to do; gets the claim as <c>$_</c>.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    private protected override void Process(string story)
    {
        var block = ScriptBlock ?? throw Refused("ValueMissing", "Give -ScriptBlock: what to do while the claim is renewed.");
        var token = Token ?? throw Refused("ValueMissing", "Give -Claim: what Start-Story emitted, or its token.");
        var path = StoryPaths.Resolve(story).Story;
        var id = StoryException.IdOf(path);
        var claim = ClaimPlace.OfToken(token, path, LockRequest).Renew(id, path, token); // lost, if at all, before anything is done
        using var renewal = new ClaimRenewal(cancel => ClaimPlace.OfToken(token, path, AiSdlc.Locking.LockRequest.With(Timing, cancel)).Renew(id, path, token), claim.Lease);
        ScriptBlockRunner.Run(this, block, claim);
        if (renewal.Lost is { } lost)
        {
            WriteError(StoryErrors.RecordOf(lost));
        }
        else if (renewal.LastFailure is { } failure)
        {
            WriteWarning($"The claim on story {id} could not be renewed: {failure.Message}");
        }
    }
}
