using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Stories;

/// <summary>What an edit did, or would do.</summary>
internal sealed record StoryUpdate(StoryPaths Paths, StoryText Before, StoryText After, string? BodySummary)
{
    /// <summary>False when the story already said what it should: then nothing is written.</summary>
    public bool Changed => !ReferenceEquals(Before, After);

    /// <summary>Applies an edit to a story as it was read. Pure but for its warnings, so it may be applied again to a newer story.</summary>
    /// <exception cref="StoryChangedException">The story is not the version that the edit is for.</exception>
    /// <exception cref="FrontmatterFault">The edit cannot be made exactly.</exception>
    /// <exception cref="UnsupportedValueFault">A value cannot be written.</exception>
    public static StoryUpdate Of(StoryRead read, StoryEdit edit, StoryLog log)
    {
        if (edit.IfVersion is { } version && !string.Equals(version, read.Snapshot.Version, StringComparison.OrdinalIgnoreCase))
        {
            throw StoryChangedException.NotVersion(read.Paths.Story);
        }

        edit.Guard?.Invoke(read.Paths);
        var text = read.Text;
        var after = edit.Apply(text.ReadData());
        WarnOfLookAlikes(read.Paths, text, after, log);
        WarnOfTypes(read.Paths, text, after, log);
        var edited = text.Rewrite(after);
        var change = edit.Body?.Invoke(after);
        var body = change?.Change(edited.Body);
        if (body is not null)
        {
            edited = edited.WithBody(body);
        }

        if (!ReferenceEquals(edited, text) && edited.BodyStartsWithFence)
        {
            log.Warning($"The body of story {StoryException.IdOf(read.Paths.Story)} starts with '---': the Node tool's next write would take that for frontmatter and destroy it.");
        }

        return new StoryUpdate(read.Paths, text, edited, body is null ? null : change!.Summary);
    }

    /// <summary>What changes, in words.</summary>
    public string Describe() => EditSummary.Describe(Before.ReadData(), After.ReadData(), BodySummary);

    /// <summary>The story as it is after the edit, for users.</summary>
    public Story ToStory() => new(Paths.Story, After.TakePairs(), Sha256.Hex(After.ToBytes()));

    // Adding to a title makes a list of it, and PowerShell a value of a list of one.
    private static void WarnOfTypes(StoryPaths paths, StoryText before, OrderedDictionary after, StoryLog log)
    {
        foreach (DictionaryEntry field in after)
        {
            var (key, old) = ((string)field.Key, before.ValueOf((string)field.Key));
            var wanted = KnownFields.Wanted(key, field.Value) ?? (old is List<object?> && field.Value is not (null or List<object?>) ? KnownFields.TypeOf(old) : null);
            if (wanted is not null && KnownFields.Wanted(key, old) is null)
            {
                log.Warning($"In story {StoryException.IdOf(paths.Story)} '{key}' becomes {KnownFields.TypeOf(field.Value!)}; it should be {wanted}.");
            }
        }
    }

    // Keys differ by case, in YAML and in the Node tool. Somebody used to PowerShell may not expect it.
    private static void WarnOfLookAlikes(StoryPaths paths, StoryText before, OrderedDictionary after, StoryLog log)
    {
        foreach (var key in after.Keys.Cast<string>().Except(before.Keys))
        {
            foreach (var known in before.Keys.Where(known => string.Equals(known, key, StringComparison.OrdinalIgnoreCase)))
            {
                log.Warning($"Story {StoryException.IdOf(paths.Story)} gets a new key '{key}'; its '{known}' is another key and stays as it is.");
            }
        }
    }
}
