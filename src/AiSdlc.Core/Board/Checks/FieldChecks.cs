using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>What can be wrong with the fields of a story (StoryFrontmatter in src/types/story.ts of the Node tool).</summary>
internal static class FieldChecks
{
    private static readonly string[] Needed = ["id", "title", "status"];
    private static readonly string[] Expected = ["slug", "priority", "type", "created", "labels"];

    /// <summary>All of it, rule by rule.</summary>
    /// <param name="file">The story.</param>
    /// <param name="data">Its frontmatter.</param>
    /// <param name="places">Where its keys stand.</param>
    public static IEnumerable<StoryFinding> Of(string file, OrderedDictionary data, IReadOnlyList<KeyPlace> places)
    {
        StoryFinding Finding(StoryFindingSeverity severity, string rule, string key, string message)
        {
            var place = places.FirstOrDefault(place => place.Key == key);
            return new(severity, rule, file, message, Math.Max(1, place.Line), Math.Max(1, place.Column));
        }

        foreach (var place in places.Where(place => place.IsPlainDate))
        {
            yield return Finding(
                StoryFindingSeverity.Warning, "plain-date", place.Key, $"'{place.Key}' is a date without quotes: the Node tool reads a moment, and writes it back as one.");
        }

        foreach (var key in Needed.Where(key => IsMissing(data, key)))
        {
            yield return Finding(StoryFindingSeverity.Error, "missing-field", key, $"'{key}' is missing.");
        }

        foreach (var key in Expected.Where(key => IsMissing(data, key)))
        {
            yield return Finding(StoryFindingSeverity.Warning, "missing-field", key, $"'{key}' is missing.");
        }

        if (Unknown(data, "status", StoryLifecycle.Statuses) is { } status)
        {
            yield return Finding(StoryFindingSeverity.Error, "unknown-status", "status", $"'{status}' is no status: {string.Join(", ", StoryLifecycle.Statuses)}.");
        }

        if (Unknown(data, "type", StoryLifecycle.Types) is { } type)
        {
            yield return Finding(StoryFindingSeverity.Error, "unknown-type", "type", $"'{type}' is no type: {string.Join(", ", StoryLifecycle.Types)}.");
        }

        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)));
        if (data["id"] is string id && !string.Equals(id, folder, StringComparison.OrdinalIgnoreCase))
        {
            yield return Finding(StoryFindingSeverity.Error, "id-not-folder", "id", $"the id is '{id}', the folder '{folder}': a story is looked up by its folder.");
        }
    }

    private static bool IsMissing(OrderedDictionary data, string key) => data[key] is null or "";

    private static string? Unknown(OrderedDictionary data, string key, string[] known) =>
        !IsMissing(data, key) && !known.Contains(data[key] as string) ? EditSummary.Show(data[key]) : null;
}
