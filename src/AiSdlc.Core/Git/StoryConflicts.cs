using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Frontmatter;
using AiSdlc.Frontmatter.Merging;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Git;

/// <summary>Stories at which a merge, a rebase, a cherry-pick or a stash pop stopped.</summary>
internal static class StoryConflicts
{
    /// <summary>Those of a board.</summary>
    public static IEnumerable<string> Of(StoryBoard board, CancellationToken cancel)
    {
        var stories = new Regex("^" + Regex.Escape(Path.Combine(FileSystem.Current.RealPath(board.Folder), "stories")) + @"[\\/][^\\/]+[\\/]story\.md\z");
        return GitIndex.Unmerged(board.Folder, cancel).Select(file => file.File).Where(file => stories.IsMatch(file) && File.Exists(file));
    }

    /// <summary>Merges one, and puts it into the index where nothing is in doubt; null for a story without a conflict.</summary>
    /// <exception cref="StoryException">It was not merged, and is as it was.</exception>
    public static StoryMergeResult? Resolve(string story, ConflictAnswer answer, LockRequest request)
    {
        var paths = StoryPaths.Resolve(story);
        var file = GitIndex.Unmerged(paths.Folder, request.Cancel).FirstOrDefault(unmerged => unmerged.File == paths.Story);
        if (file is null && OpenConflicts.Of(StoryStore.Shared.Read(story, request, isWhole: true).Text).IsEmpty)
        {
            return null;
        }

        var stages = file is null ? null : Contents(file, request.Cancel);
        StoryText? merged = null;
        StoryStore.Shared.WriteBeside(
            paths.Story, Path.GetFileName(paths.Story), old => (merged = StageMerge.Of(paths.Story, old ?? [], stages, answer)).ToBytes(), request);
        var open = OpenConflicts.Of(merged!);
        if (file is not null && open.IsEmpty)
        {
            GitIndex.Add(file, LineEnds.To(LineEnds.AreWindows(stages![1]!), merged!.ToBytes()), request.Cancel);
        }

        return new StoryMergeResult(paths.Story, open.Keys, open.Places) { IsStaged = file is not null && open.IsEmpty };
    }

    private static List<byte[]?> Contents(UnmergedFile file, CancellationToken cancel)
    {
        var contents = new Queue<GitObject?>(GitObjects.Read(file.Root, [.. file.Stages.OfType<string>()], cancel));
        return [.. file.Stages.Select(id => id is null ? null : contents.Dequeue()?.Content)];
    }
}
