using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Git;

namespace AiSdlc.Commands.Page;

/// <summary>What the page of a board tells.</summary>
/// <param name="title">Its title.</param>
/// <param name="stories">The stories, with their bodies.</param>
/// <param name="flow">Their flow; null where it could not be had.</param>
/// <param name="claims">Claims by the id of their story, in upper case.</param>
/// <param name="asOf">The moment that ages are counted to, in UTC; null for the newest that is known, so that the same board makes the same page.</param>
internal sealed class PageData(string title, IReadOnlyList<(Story Story, string Body)> stories, StoryFlow? flow, IReadOnlyDictionary<string, StoryClaim> claims, DateTime? asOf)
{
    private readonly Dictionary<string, Story> _byId = stories.Select(entry => entry.Story).GroupBy(IdOf, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> _anchors = stories.Select((entry, index) => (entry.Story.Path, Anchor: StoryId.IsPlain(IdOf(entry.Story)) ? IdOf(entry.Story) : Number("story.{0}", index)))
        .GroupBy(entry => entry.Anchor, StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same.Select((entry, index) => (entry.Path, Anchor: index == 0 ? entry.Anchor : Number(entry.Anchor + ".{0}", index))))
        .ToDictionary(entry => entry.Path, entry => entry.Anchor);

    /// <summary>The title.</summary>
    public string Title => title;

    /// <summary>The stories, with their bodies.</summary>
    public IReadOnlyList<(Story Story, string Body)> Stories => stories;

    /// <summary>Their flow; null where it could not be had.</summary>
    public StoryFlow? Flow => flow;

    /// <summary>The moment that ages are counted to; null where the board knows of none.</summary>
    public DateTime? AsOf { get; } = asOf ?? flow?.Newest ?? stories.SelectMany(entry => new[] { entry.Story.Updated, entry.Story.Created }).Max();

    /// <summary>The name of a story in the page's addresses. Those of other things in the page have a dot.</summary>
    public string Anchor(Story story) => _anchors[story.Path];

    /// <summary>The story of an id; null where the page has none.</summary>
    public Story? Find(string id) => _byId.TryGetValue(id, out var story) ? story : null;

    /// <summary>Who has a story; null where nobody has.</summary>
    public StoryClaim? Claim(Story story) =>
        claims.TryGetValue(IdOf(story).ToUpperInvariant(), out var claim) && !claim.IsOver ? claim : null;

    /// <summary>Days from a moment until now; null where that is not known.</summary>
    public string? Age(DateTime? since) => since is { } from && AsOf is { } now ? DurationText.Days(from, now) : null;

    /// <summary>A day.</summary>
    public static string Day(DateTime moment) => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The same in every culture.</summary>
    public static string Number(string format, object? number) => string.Format(CultureInfo.InvariantCulture, format, number);

    private static string IdOf(Story story) => StoryException.IdOf(story.Path);
}
