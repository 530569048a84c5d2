using System.Collections.Generic;
using System.Collections.Specialized;

namespace AiSdlc.Stories;

/// <summary>The fields that the Node tool knows, and their types (StoryFrontmatter, src/types/story.ts there).</summary>
internal static class KnownFields
{
    private const string Text = "a text";
    private const string Number = "a number";
    private const string Flag = "true or false";
    private const string List = "a list";
    private const string Map = "a map";

    private static readonly Dictionary<string, string> Types = new();

    static KnownFields()
    {
        Add(Text, "id title slug status type created updated assignee estimated_effort epic content_type pr_url merge_sha merged_at branch worktree_path last_error "
            + "last_restart_reason last_restart_timestamp blocked_reason blocked_at ticket_provider ticket_id ticket_url ticket_synced_at");
        Add(Number, "priority plan_review_iteration refinement_count max_refinement_attempts retry_count max_retries implementation_retry_count "
            + "max_implementation_retries total_recovery_attempts");
        Add(Flag, "research_complete plan_complete plan_review_complete implementation_complete reviews_complete pr_merged requires_source_changes tdd_enabled");
        Add(List, "labels dependencies refinement_iterations review_history error_history tdd_test_history");
        Add(Map, "blocked_diagnostic last_test_run tdd_current_test");
    }

    /// <summary>What a field has to be, in words, where it is something else; null where it is right, has no value, or is not known.</summary>
    public static string? Wanted(string key, object? value) => value is not null && Types.TryGetValue(key, out var type) && type != TypeOf(value) ? type : null;

    /// <summary>What a value is, in words.</summary>
    public static string TypeOf(object value) => value switch
    {
        List<object?> => List,
        OrderedDictionary => Map,
        bool => Flag,
        string => Text,
        _ => Number,
    };

    private static void Add(string type, string keys)
    {
        foreach (var key in keys.Split(' '))
            Types.Add(key, type);
    }
}
