using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AiSdlc.Stories;

namespace AiSdlc.Claims;

/// <summary>
/// Which stories can be started. One that is ready, with all its dependencies done, that nobody has claimed; and one in progress whose claim is over
/// without its work being so: its agent died, or gave it back and died before it said so in the story.
/// </summary>
internal sealed class ReadyQueue(IReadOnlyCollection<Story> stories, IReadOnlyDictionary<string, StoryClaim> claims, BoardCopies copies)
{
    private readonly Dictionary<string, Story> _byId = stories.GroupBy(story => IdOf(story), StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The stories in the order of work, each with what is in its way.</summary>
    public IEnumerable<StoryReadiness> Judge() => NodeOrder.Sort(stories).Select(Judge);

    /// <summary>One story.</summary>
    public StoryReadiness Judge(Story story)
    {
        var claim = ClaimOf(IdOf(story));
        return new(story, InTheWay(story, claim), claim);
    }

    private string? InTheWay(Story story, StoryClaim? claim) =>
        claim?.State switch
        {
            StoryClaimState.Held => string.Format(CultureInfo.InvariantCulture, "{0} has claimed it, and if nobody renews that, until {1:yyyy-MM-dd HH:mm:ss} UTC.", claim.Owner, claim.FreeAt),
            StoryClaimState.Unreadable or StoryClaimState.Newer => "its claim cannot be read.",
            StoryClaimState.Done => $"{claim.Owner} has done it, as its claim says.",
            _ => null,
        }
        ?? (CanStart(story, claim) ? null : $"its status is {story.Status ?? "missing"}{(story.Status == "in-progress" ? ", and nobody has claimed it" : string.Empty)}.")
        ?? Dependencies(story).Select(Unmet).FirstOrDefault(unmet => unmet is not null)
        ?? (copies.DoneAt(IdOf(story), story) is { } done ? $"it is done in '{done}'." : null);

    private static bool CanStart(Story story, StoryClaim? claim) =>
        story.Status == "ready" || (story.Status == "in-progress" && claim is { State: StoryClaimState.Expired or StoryClaimState.Released });

    private string? Unmet(string id)
    {
        _byId.TryGetValue(id, out var story);
        return story?.Status == "done" || ClaimOf(id)?.State == StoryClaimState.Done || copies.DoneAt(id, story) is not null ? null
            : story is not null ? $"it depends on {id}, whose status is {story.Status ?? "missing"}."
            : copies.Of(id).Any() ? $"it depends on {id}, which is not done in '{copies.Of(id).First()}'."
            : $"it depends on {id}, which does not exist.";
    }

    private StoryClaim? ClaimOf(string id) => claims.TryGetValue(id.ToUpperInvariant(), out var claim) ? claim : null;

    // A story is looked up by its folder, whatever it says of itself.
    private static string IdOf(Story story) => StoryException.IdOf(story.Path);

    /// <summary>The ids that a story says have to be done before it.</summary>
    internal static IEnumerable<string> Dependencies(Story story) => story.Value("dependencies") switch
    {
        List<object?> list => list.Where(id => id is not null).Select(EditSummary.Show),
        string id => [id],
        _ => [],
    };
}
