using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Claims;

/// <summary>Dependencies that can never be done, so that a story is never ready.</summary>
internal static class DependencyChecks
{
    /// <summary>Dependencies on stories that do not exist, and circles.</summary>
    /// <param name="stories">The stories of the board.</param>
    /// <param name="exists">Whether there is a story with an id in another worktree.</param>
    public static IEnumerable<StoryFinding> Of(IReadOnlyCollection<Story> stories, Func<string, bool> exists)
    {
        var needs = stories.GroupBy(story => StoryException.IdOf(story.Path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => (same.First().Path, Ids: ReadyQueue.Dependencies(same.First()).ToList()), StringComparer.OrdinalIgnoreCase);
        foreach (var need in needs)
        {
            foreach (var id in need.Value.Ids.Where(id => !needs.ContainsKey(id) && !exists(id)))
            {
                yield return new(StoryFindingSeverity.Error, "unknown-dependency", need.Value.Path, $"it depends on '{id}', which does not exist, and so is never ready.");
            }
        }

        foreach (var circle in Circles(needs.ToDictionary(need => need.Key, need => need.Value.Ids, StringComparer.OrdinalIgnoreCase)))
        {
            yield return new(
                StoryFindingSeverity.Error, "circular-dependency", needs[circle[0]].Path, $"it waits for itself, and so is never ready: {string.Join(" → ", circle)} → {circle[0]}.");
        }
    }

    // Stories are taken away whose dependencies are all taken away. Of what is left, whoever follows the first one left goes round in the end.
    private static IEnumerable<List<string>> Circles(Dictionary<string, List<string>> needs)
    {
        while (needs.Count > 0)
        {
            var free = needs.Where(need => !need.Value.Exists(needs.ContainsKey)).Select(need => need.Key).ToList();
            if (free.Count > 0)
            {
                free.ForEach(id => needs.Remove(id));
                continue;
            }

            var way = new List<string>();
            var at = needs.Keys.OrderBy(id => id, StringComparer.OrdinalIgnoreCase).First();
            for (; !way.Contains(at, StringComparer.OrdinalIgnoreCase); at = needs[at].First(needs.ContainsKey))
            {
                way.Add(at);
            }

            var circle = way.SkipWhile(id => !string.Equals(id, at, StringComparison.OrdinalIgnoreCase)).ToList();
            circle.ForEach(id => needs.Remove(id));
            yield return circle;
        }
    }
}
