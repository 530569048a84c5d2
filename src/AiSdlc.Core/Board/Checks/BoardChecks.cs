using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace AiSdlc.Board;

/// <summary>What can be wrong with a board as a whole.</summary>
internal static class BoardChecks
{
    /// <summary>Folders without a story, and those that are not renamed yet.</summary>
    public static IEnumerable<StoryFinding> Of(StoryBoard board) =>
    [
        .. board.FoldersWithoutStory().Select(folder => new StoryFinding(
            StoryFindingSeverity.Warning, "no-story", Path.Combine(folder, "story.md"), "the folder has no story.md. If it is to be a story, write one; else move it elsewhere.")),
        .. board.FoldersInTheMaking().Select(folder => new StoryFinding(
            StoryFindingSeverity.Warning, "file-left-behind", folder, "a story is being created here, or its creator did not finish. Ten minutes later the next creator removes it.")),
    ];

    /// <summary>Stories of one board that give themselves the same id. A copy in a worktree is another board.</summary>
    public static IEnumerable<StoryFinding> DuplicateIds(IEnumerable<(string File, string Id)> stories) =>
        from story in stories
        group story by (Stories: Path.GetDirectoryName(Path.GetDirectoryName(story.File)), Id: story.Id.ToUpperInvariant()) into same
        where same.Count() > 1
        from story in same.OrderBy(story => story.File, StringComparer.Ordinal).Skip(1)
        select new StoryFinding(
            StoryFindingSeverity.Error, "duplicate-id", story.File, $"'{story.Id}' is also the id of '{same.Min(other => other.File)}'.");
}
