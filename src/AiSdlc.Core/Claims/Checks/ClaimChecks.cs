using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace AiSdlc.Claims;

/// <summary>Claims that nobody has any more, and those that say something else than their story.</summary>
internal static class ClaimChecks
{
    /// <summary>All of it.</summary>
    /// <param name="board">The board's folder.</param>
    /// <param name="stories">Its stories.</param>
    /// <param name="claims">Its claims.</param>
    public static IEnumerable<StoryFinding> Of(string board, IReadOnlyCollection<Story> stories, IEnumerable<StoryClaim> claims)
    {
        var byId = stories.ToLookup(story => StoryException.IdOf(story.Path), StringComparer.OrdinalIgnoreCase);
        foreach (var claim in claims)
        {
            var story = byId[claim.Id].FirstOrDefault();
            var path = story?.Path ?? Path.Combine(board, "stories", claim.Id, "story.md");
            if (Finding(claim, story) is var (severity, rule, message))
            {
                yield return new(severity, rule, path, message);
            }
        }
    }

    private static (StoryFindingSeverity, string, string)? Finding(StoryClaim claim, Story? story) => claim.State switch
    {
        StoryClaimState.Unreadable => (StoryFindingSeverity.Error, "claim-unreadable", "its claim cannot be read. Stop-Story -Force takes it away, and so does time."),
        StoryClaimState.Newer => (StoryFindingSeverity.Error, "claim-unreadable", "its claim is one of a later version of this module: update it."),
        StoryClaimState.Expired => (StoryFindingSeverity.Warning, "claim-of-nobody", $"{claim.Owner} does not renew its claim any more. Whoever starts the story next gets it."),
        StoryClaimState.Held when story is null => (StoryFindingSeverity.Warning, "claim-of-nobody", $"{claim.Owner} has claimed it, and there is no such story here."),
        StoryClaimState.Done when story?.Status == "in-progress" => (StoryFindingSeverity.Warning, "claim-and-status", $"{claim.Owner} has done it, as its claim says, and its status is in-progress. The next Start-Story -Next sets it right."),
        _ => null,
    };
}
