using System;
using System.Collections.Generic;
using System.Globalization;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>Fields whose two new values have an answer, by what they mean to the Node tool (StoryFrontmatter in its src/types/story.ts).</summary>
internal static class KnownField
{
    private static readonly HashSet<string> Moments = ["updated", "blocked_at", "blockedAt", "last_restart_timestamp", "merged_at"];
    private static readonly HashSet<string> Counters = ["refinement_count", "retry_count", "implementation_retry_count", "total_recovery_attempts"];

    /// <summary>The answer, or false where the two disagree.</summary>
    /// <param name="key">The field's name, at any depth.</param>
    /// <param name="hasBase">There is a common ancestor; without it nobody can say what either side added to a counter.</param>
    /// <param name="old">Its value; <see cref="ValueMerge.Missing"/> for none.</param>
    /// <param name="ours">Its value on one side.</param>
    /// <param name="theirs">Its value on the other.</param>
    /// <param name="merged">The answer.</param>
    public static bool TryMerge(string key, bool hasBase, object? old, object? ours, object? theirs, out object? merged)
    {
        merged = null;
        if (Moments.Contains(key) && Moment(ours) is { } here && Moment(theirs) is { } there)
            merged = here != there ? (here > there ? ours : theirs) : string.CompareOrdinal((string)ours!, (string)theirs!) <= 0 ? ours : theirs;
        else if (Counters.Contains(key) && Integer(ours) is { } mine && Integer(theirs) is { } yours)
            merged = FrontmatterValue.From(!hasBase ? Math.Max(mine, yours) : Math.Max(0, mine + yours - (Integer(old) ?? 0)), key);
        else if (hasBase && old is not bool && ours is bool isSet && theirs is bool isSetThere)
            merged = isSet || isSetThere; // the base has no boolean, which counts as false
        else
            return false;
        return true;
    }

    private static DateTimeOffset? Moment(object? value) =>
        value is string text && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    private static long? Integer(object? value) => value switch
    {
        int number => number,
        long number => number,
        _ => null,
    };
}
