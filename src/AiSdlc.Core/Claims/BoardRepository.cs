using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Git;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Claims;

/// <summary>The repository that a board is in, and the names of the refs that are the board's own.</summary>
/// <param name="Folder">The folder that holds the board, for git to run in.</param>
/// <param name="CommonFolder">The repository itself, which all its worktrees share.</param>
/// <param name="Prefix">Where in the work tree the board's folder is: nothing, or a path that ends in a slash.</param>
internal sealed record BoardRepository(string Folder, string CommonFolder, string Prefix)
{
    private const string Setting = "ai-sdlc.remote";
    private const int NotSet = 1; // git-config(1)

    // With what .git was then: another repository may come to the same place.
    private static readonly ConcurrentDictionary<string, Answer> Known = new(StringComparer.Ordinal);

    /// <summary>Finds it; null where the board is in no work tree. Git is asked once, as long as its folder is the same.</summary>
    /// <exception cref="GitException">There is one, and git is not there or refuses it.</exception>
    public static BoardRepository? Find(StoryBoard board, CancellationToken cancel)
    {
        try
        {
            var folder = FileSystem.Current.RealPath(Path.GetDirectoryName(board.Folder)!);
            if (GitWorkTree.Find(folder) is not { } tree)
            {
                return null;
            }

            var stamp = FileSystem.Current.Stat(Path.Combine(tree, ".git"));
            if (!Known.TryGetValue(folder, out var known) || known.Tree != tree || known.Git != stamp)
            {
                Known[folder] = known = new(tree, stamp, Ask(folder, cancel));
            }

            return known.Repository;
        }
        catch (Exception exception) when (exception is NativeException or GitException { Code: "ENOREPO" })
        {
            return null;
        }
    }

    /// <summary>What the refs of claims begin with.</summary>
    public string Claims => Namespace + "claims/";

    /// <summary>The ref of the claim on a story.</summary>
    /// <exception cref="InvalidStoryIdException">The id is no plain name.</exception>
    public string ClaimOn(string id) => StoryId.IsPlain(id) ? Claims + id.ToUpperInvariant() : throw new InvalidStoryIdException(id);

    /// <summary>The refs that reserve ids.</summary>
    public string Ids => Namespace + "ids/";

    // Several boards in one repository have ids of their own.
    private string Namespace => Prefix.Length == 0 ? "refs/ai-sdlc/" : $"refs/ai-sdlc/boards/{Sha256.Hex(Prefix).Substring(0, 16)}/";

    /// <summary>The remote that the board's claims and ids are decided at, as <c>git config ai-sdlc.remote</c> says; null for none.</summary>
    public string? DefaultRemote(CancellationToken cancel)
    {
        var answer = GitRunner.Run(new GitCommand(Folder, "config", "--get", Setting) { Answers = [NotSet], Cancel = cancel });
        return Encoding.UTF8.GetString(answer.Output).Trim() is { Length: > 0 } name ? name : null;
    }

    /// <summary>The board in each worktree where there is one, the caller's own too.</summary>
    public IEnumerable<string> Boards(CancellationToken cancel) => Directory.Exists(Path.Combine(CommonFolder, "worktrees")) // gitrepository-layout(5)
        ? GitWorktrees.Of(Folder, cancel).Select(tree => Path.Combine(tree, Prefix, ".ai-sdlc"))
        : [Path.Combine(Folder, ".ai-sdlc")];

    private static BoardRepository Ask(string folder, CancellationToken cancel)
    {
        var answer = GitRunner.Run(new GitCommand(folder, "rev-parse", "--path-format=absolute", "--git-common-dir", "--show-prefix") { Cancel = cancel });
        var lines = Encoding.UTF8.GetString(answer.Output).Split('\n');
        return new(folder, lines[0], lines[1]);
    }

    private sealed record Answer(string Tree, FileStamp? Git, BoardRepository Repository);
}
