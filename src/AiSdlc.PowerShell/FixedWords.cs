using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>The words that a value is one of, as the Node tool writes them (src/types/story.ts). Given in any case.</summary>
internal static class FixedWords
{
    public static readonly string[] Statuses = StoryLifecycle.Statuses;
    public static readonly string[] Types = StoryLifecycle.Types;
    public static readonly string[] Efforts = ["small", "medium", "large"];
    public static readonly string[] Phases = ["research", "plan", "implement"];
    public static readonly string[] Outputs = ["research", "plan", "plan_review", "review"];
    public static readonly string[] Decisions = ["APPROVED", "REJECTED", "FAILED", "RECOVERY"];
    public static readonly string[] Severities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];
}
