using System;
using System.Management.Automation;
using AiSdlc.Claims;
using AiSdlc.Paths;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that changes stories, if it is told so only as long as a claim is theirs.</summary>
public abstract class ClaimedStoryCommand : WaitingStoryCommand
{
    /// <summary>A claim, as Start-Story emits it, or its token: the change is refused unless it is still the story's.</summary>
    [Parameter]
    [ClaimToken]
    [ValidateNotNullOrEmpty]
    public string? Claim { get; set; }

    /// <summary>The token of -Claim, else of the claim in the pipeline; null for none.</summary>
    private protected string? Token => Claim ?? (InputObject is not null && ClaimTokenAttribute.IsClaim(InputObject) ? TokenOfInput() : null);

    /// <summary>Asked under the story's lock; null for nothing to ask.</summary>
    private protected Action<StoryPaths>? Guard => Token is { } token ? ClaimPlace.Guard(token, LockRequest) : null;

    private string TokenOfInput()
    {
        try
        {
            return ClaimTokenAttribute.TokenOf(InputObject!);
        }
        catch (ArgumentTransformationMetadataException exception)
        {
            throw Refused("ClaimWithoutToken", exception.Message);
        }
    }
}
