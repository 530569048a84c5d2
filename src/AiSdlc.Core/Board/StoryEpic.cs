using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Board;

/// <summary>
/// Which epics a story belongs to, as the Node tool has it (findStoriesByEpic, src/core/kanban/labels.ts, and normalizeEpicId): by its field, or by a label
/// <c>epic-NAME</c>.
/// </summary>
internal static class StoryEpic
{
    private const string Prefix = "epic-";

    /// <summary>The name of an epic, which may be written with <c>epic-</c> before it.</summary>
    public static string Name(string epic) => epic.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? epic.Substring(Prefix.Length) : epic;

    /// <summary>Names of the story's epics.</summary>
    public static IEnumerable<string> Of(Story story) =>
        story.Labels.Where(label => Name(label) != label).Prepend(story.Epic ?? string.Empty).Where(epic => epic.Length > 0).Select(Name);
}
