using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Frontmatter;
using AiSdlc.Git;

namespace AiSdlc.Claims;

/// <summary>Stories that were given the same id apart from each other: in other worktrees, and on other branches.</summary>
internal static class IdChecks
{
    /// <summary>A finding for each story of the board whose id another story has elsewhere.</summary>
    public static IEnumerable<StoryFinding> Of(IReadOnlyCollection<Story> stories, BoardCopies copies, BoardRepository? repository, CancellationToken cancel)
    {
        var elsewhere = (repository is null ? [] : OnBranches(repository, cancel)).ToLookup(found => found.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var story in stories)
        {
            var id = StoryException.IdOf(story.Path);
            var copy = copies.Of(id).Where(path => path != story.Path).Select(path => (Place: path, Story: StoryIdentity.TryRead(path)))
                .Concat(elsewhere[id].Select(found => (Place: $"{found.Branch}:{id}", Story: (Story?)found.Story)))
                .FirstOrDefault(other => other.Story is not null && !StoryIdentity.IsSame(story, other.Story));
            if (copy.Story is { } another)
            {
                yield return new(
                    StoryFindingSeverity.Error, "id-elsewhere", story.Path, $"'{id}' is also the id of another story, '{another.Title}' in '{copy.Place}'. Rename-Story gives one of them another.");
            }
        }
    }

    // Boards and folders of stories that are equal on many branches are read once.
    private static IEnumerable<(string Id, string Branch, Story Story)> OnBranches(BoardRepository repository, CancellationToken cancel)
    {
        var folders = BranchIds.Of(repository, cancel).GroupBy(branch => branch.Stories.Id).Select(same => same.First()).SelectMany(branch => GitObjects.Tree(branch.Stories), (branch, story) => (Id: story.Name, Content: story.Id, branch.Branch))
            .GroupBy(story => (story.Id, story.Content)).Select(same => same.First()).ToList();
        var texts = GitObjects.Read(repository.Folder, [.. folders.Select(folder => folder.Content + ":story.md")], cancel);
        return folders.Zip(texts, (folder, text) => (folder.Id, folder.Branch, Story: Parse(folder.Id, text))).Where(found => found.Story is not null).Select(found => (found.Id, found.Branch, found.Story!));
    }

    private static Story? Parse(string id, GitObject? text)
    {
        try
        {
            return text is { Type: "blob" } ? new Story(Path.Combine(id, "story.md"), StoryText.Parse(text.Content).TakePairs(), text.Id) : null;
        }
        catch (FrontmatterFault)
        {
            return null; // whoever checks out that branch hears of it
        }
    }
}
