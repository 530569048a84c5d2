using System.Collections.Generic;

namespace AiSdlc;

/// <summary>A story could not be merged, or not without a question that only its people can answer (<c>EMERGE</c>).</summary>
public sealed class StoryMergeConflictException : StoryException
{
    private StoryMergeConflictException(string storyPath, string message, IReadOnlyList<StoryMergeConflict>? conflicts = null, bool canBeForced = false)
        : base("StoryMergeConflict", "EMERGE", storyPath, $"Story {IdOf(storyPath)} {message}")
    {
        Conflicts = conflicts ?? [];
        CanBeForced = canBeForced;
    }

    /// <summary>Keys that both sides changed to different values.</summary>
    public IReadOnlyList<StoryMergeConflict> Conflicts { get; }

    /// <summary>The caller may insist, and merge it anew.</summary>
    public bool CanBeForced { get; }

    internal static StoryMergeConflictException Open(StoryMergeResult result) =>
        new(result.Path, $"is merged but for what both sides changed: {string.Join(", ", Questions(result))}.", result.Conflicts);

    internal static StoryMergeConflictException TwoStories(string path) =>
        new(path, "is two stories, made on two branches with one id: go back with --abort, give one of them another id on its branch (Rename-Story), and merge again.");

    internal static StoryMergeConflictException NamedTwice(string path, bool isOurs) => new(
        path, $"got another name on each side: keep this one, as it was, with 'git checkout --{(isOurs ? "ours" : "theirs")}' and 'git add', or let it go with 'git rm'.");

    internal static StoryMergeConflictException Deleted(string path) =>
        new(path, "was deleted on one side and changed on the other: keep it with 'git add', or let it go with 'git rm'.");

    internal static StoryMergeConflictException Edited(string path) =>
        new(path, "was edited since the merge stopped, and is left as it is: if it is as it shall be, 'git add' ends the merge.", canBeForced: true);

    private static IEnumerable<string> Questions(StoryMergeResult result)
    {
        foreach (var conflict in result.Conflicts)
        {
            yield return conflict.ToString();
        }

        if (result.BodyConflicts > 0)
        {
            yield return $"the body at {result.BodyConflicts} place{(result.BodyConflicts == 1 ? string.Empty : "s")}, between markers";
        }
    }
}
