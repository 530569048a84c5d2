using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AiSdlc.Git;

namespace AiSdlc.Claims;

/// <summary>The stories that the branches of a repository have, its own and those that it knows of remotes: three processes, however many branches.</summary>
internal static class BranchIds
{
    private const string StoriesFolder = ".ai-sdlc/stories";

    /// <summary>Where refs of branches are.</summary>
    public static readonly string[] Prefixes = ["refs/heads/", "refs/remotes/"];

    /// <summary>Each branch and its stories' folders. Branches with equal stories share the tree.</summary>
    public static IEnumerable<(string Branch, GitObject Stories)> Of(BoardRepository repository, CancellationToken cancel) =>
        Of(repository, GitRefs.Read(repository.Folder, cancel, Prefixes), cancel);

    /// <summary>The same of branches that are known.</summary>
    public static IEnumerable<(string Branch, GitObject Stories)> Of(BoardRepository repository, IReadOnlyCollection<KeyValuePair<string, string>> branches, CancellationToken cancel)
    {
        var commits = branches.Select(branch => branch.Value).Distinct().ToList();
        var trees = commits.Zip(GitObjects.Look(repository.Folder, [.. commits.Select(commit => $"{commit}:{repository.Prefix}{StoriesFolder}")], cancel), (commit, tree) => (commit, tree))
            .Where(pair => pair.tree is { Type: "tree" }).ToDictionary(pair => pair.commit, pair => pair.tree!.Id);
        var stories = GitObjects.Read(repository.Folder, [.. trees.Values.Distinct()], cancel).OfType<GitObject>().ToDictionary(tree => tree.Id);
        return from branch in branches where trees.ContainsKey(branch.Value) select (branch.Key, stories[trees[branch.Value]]);
    }
}
