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
    /// <param name="types">More types than the Node tool's.</param>
    public static IEnumerable<StoryFinding> Of(string file, OrderedDictionary data, IReadOnlyList<KeyPlace> places, IReadOnlyList<string> types)
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

        foreach (var place in places.Where(place => place.Key == "title" && place.IsCut))
        {
            yield return Finding(
                StoryFindingSeverity.Warning, "cut-by-comment", place.Key, "the title ends before the ' #', which starts a comment. If that is part of it, put the title in quotes.");
        }

        foreach (var key in Needed.Where(key => IsMissing(data, key)))
        {
            yield return Finding(StoryFindingSeverity.Error, "missing-field", key, $"'{key}' is missing.");
        }

        foreach (var key in Expected.Where(key => IsMissing(data, key)))
        {
            yield return Finding(StoryFindingSeverity.Warning, "missing-field", key, $"'{key}' is missing.");
        }

        foreach (var (key, wanted) in places.Select(place => (place.Key, KnownFields.Wanted(place.Key, data[place.Key]))))
        {
            if (wanted is not null)
            {
                yield return Finding(StoryFindingSeverity.Error, "wrong-type", key, $"'{key}' is {KnownFields.TypeOf(data[key]!)}: {EditSummary.Show(data[key])}. It should be {wanted}.");
            }
        }

        if (Unknown(data, "status", StoryLifecycle.Statuses) is { } status)
        {
            yield return Finding(StoryFindingSeverity.Error, "unknown-status", "status", $"'{status}' is no status: {string.Join(", ", StoryLifecycle.Statuses)}.");
        }

        if (Unknown(data, "type", [.. StoryLifecycle.Types, .. types]) is { } type)
        {
            yield return Finding(StoryFindingSeverity.Warning, "unknown-type", "type", $"'{type}' is none of the types {string.Join(", ", StoryLifecycle.Types.Concat(types))}.");
        }

        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)));
        if (data["id"] is string id && !string.Equals(id, folder, StringComparison.OrdinalIgnoreCase))
        {
            yield return Finding(StoryFindingSeverity.Error, "id-not-folder", "id", $"the id is '{id}', the folder '{folder}': a story is looked up by its folder.");
        }
    }

    private static bool IsMissing(OrderedDictionary data, string key) => data[key] is null or "";

    private static string? Unknown(OrderedDictionary data, string key, string[] known) =>
        data[key] is string { Length: > 0 } text && !known.Contains(text) ? text : null;
}
