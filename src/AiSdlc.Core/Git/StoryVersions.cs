using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Platform;

namespace AiSdlc.Git;

/// <summary>A version of a story, with those that it was made of.</summary>
/// <param name="Story">The story's file, as it is called now.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="Author">Whose; null for one that is not committed.</param>
/// <param name="Commit">The commit; null for none.</param>
/// <param name="Olds">Ids of the versions before; null where there was none.</param>
/// <param name="New">Id of this one; null where the story was removed, or is not committed.</param>
internal sealed record StoryVersion(string Story, DateTime Time, string? Author, string? Commit, IReadOnlyList<string?> Olds, string? New)
{
    /// <summary>It has several parents.</summary>
    public bool IsMerge => Olds.Count > 1;
}

/// <summary>The versions of stories that git has.</summary>
internal static class StoryVersions
{
    /// <summary>The versions of some stories, the oldest first, and for each story that is there the one that is not committed, if it is another.</summary>
    /// <param name="stories">Canonical paths, in one work tree and below one folder.</param>
    /// <param name="since">No older commits; null for all.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="GitException">They are in no repository, or git fails.</exception>
    public static IEnumerable<StoryVersion> Of(IReadOnlyCollection<string> stories, DateTime? since, CancellationToken cancel)
    {
        var folder = FileSystem.Current.RealPath(Parent(stories.First()));
        var root = GitWorkTree.Find(folder) ?? throw GitException.NoRepository(folder, "log");
        var names = stories.GroupBy(story => Below(root, story), StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var tracked = new Dictionary<string, string>(names, StringComparer.Ordinal);
        var found = new List<StoryVersion>();
        foreach (var entry in HasCommit(root, cancel) ? GitLog.Below(root, Below(root, folder), since, cancel) : [])
        {
            if (tracked.TryGetValue(entry.Path, out var story))
            {
                found.Add(new StoryVersion(story, entry.Time, entry.Author, entry.Commit, entry.Olds, entry.New));
                if (entry.OldPath != entry.Path && !names.ContainsKey(entry.OldPath))
                {
                    tracked[entry.OldPath] = story; // from here on back, this is what it was called
                }
            }
        }

        found.Reverse();
        var heads = GitObjects.Look(root, [.. names.Keys.Select(name => "HEAD:" + name)], cancel);
        return found.Concat(names.Values.Zip(heads, (story, head) => (story, head))
            .Where(pair => FileSystem.Current.Stat(pair.story) is not null)
            .Select(pair => new StoryVersion(pair.story, FileSystem.Current.Stat(pair.story)!.ModifiedUtc, null, null, [pair.head?.Id], null)));
    }

    // A branch without a commit has no history, which is no failure of git.
    private static bool HasCommit(string root, CancellationToken cancel) => GitObjects.Look(root, ["HEAD"], cancel)[0] is not null;

    private static string Parent(string story) => Path.GetDirectoryName(Path.GetDirectoryName(story)) ?? Path.GetDirectoryName(story)!;

    private static string Below(string root, string path) =>
        path.Length <= root.Length ? string.Empty : path.Substring(root.Length).TrimStart(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '/');
}
