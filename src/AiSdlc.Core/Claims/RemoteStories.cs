using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using AiSdlc.Board;
using AiSdlc.Frontmatter;
using AiSdlc.Git;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Claims;

/// <summary>
/// The stories of a board that a branch of a remote has changed since the last commit that it shares with HEAD: what a pull would bring. Only objects are fetched; no ref, no index and no file
/// here changes.
/// </summary>
/// <remarks>The branch is the upstream of the current one, if that is the remote's; else the one of the same name there; else the remote's default branch.</remarks>
internal sealed class RemoteStories
{
    private const char Separator = ' '; // no name of a ref has one
    private readonly StoryBoard _board;
    private readonly BoardRepository _repository;
    private readonly GitRemote _remote;
    private readonly LockRequest _request;
    private readonly string[] _branches;
    private string? _tip;

    /// <exception cref="GitException">There is no repository, or that is no name of a remote.</exception>
    public RemoteStories(StoryBoard board, string remote, LockRequest request)
    {
        (_board, _request) = (board, request);
        _repository = BoardRepository.Find(board, request.Cancel) ?? throw GitException.NoRepository(board.Folder, "fetch");
        _remote = new GitRemote(_repository.Folder, remote, request.Cancel);
        _branches = [.. Branches()];
    }

    /// <summary>The stories, by the names of their folders, as they were at the last look.</summary>
    public IReadOnlyDictionary<string, Story> Changed { get; private set; } = new Dictionary<string, Story>();

    /// <summary>Asks the remote, and fetches what is new.</summary>
    /// <exception cref="GitException">It cannot be reached, or git fails.</exception>
    public void Look()
    {
        var refs = _remote.Refs(_branches);
        if (Array.Find(_branches, refs.ContainsKey) is not { } branch || refs[branch] == _tip)
        {
            return;
        }

        var tip = refs[branch];
        if (GitObjects.Look(_repository.Folder, [tip], _request.Cancel)[0] is null)
        {
            _remote.Fetch([branch]);
        }

        Changed = Read(tip).ToDictionary(story => StoryException.IdOf(story.Path), StringComparer.OrdinalIgnoreCase);
        _tip = tip;
    }

    private IEnumerable<string> Branches()
    {
        var answer = GitRunner.Run(new GitCommand(_repository.Folder, "for-each-ref", "--format=%(HEAD) %(refname) %(upstream:remotename) %(upstream:remoteref)", "refs/heads") { Cancel = _request.Cancel });
        if (Encoding.UTF8.GetString(answer.Output).Split('\n').FirstOrDefault(line => line is ['*', ..])?.Split(Separator) is [_, var current, var remote, var upstream])
        {
            yield return remote == _remote.Name ? upstream : current;
        }

        yield return "HEAD";
    }

    private List<Story> Read(string tip)
    {
        var names = new[] { tip, Base(tip) }.Select(commit => $"{commit}:{_repository.Prefix}.ai-sdlc/stories").ToList();
        var trees = GitObjects.Read(_repository.Folder, names, _request.Cancel).Select(Entries).ToList();
        var stories = trees[0].Where(entry => StoryId.IsPlain(entry.Key) && !(trees[1].TryGetValue(entry.Key, out var old) && old == entry.Value)).Select(entry => entry.Key).ToList();
        var files = GitObjects.Look(_repository.Folder, [.. stories.SelectMany(story => names.Select(name => $"{name}/{story}/story.md"))], _request.Cancel);
        var changed = stories.Where((_, i) => files[2 * i] is { Type: "blob" } file && file.Id != files[2 * i + 1]?.Id).ToList();
        return [.. changed.Zip(GitObjects.Read(_repository.Folder, [.. changed.Select(story => $"{names[0]}/{story}/story.md")], _request.Cancel), (story, file) => Parse(story, tip, file)).OfType<Story>()];
    }

    private static Dictionary<string, string> Entries(GitObject? tree) =>
        tree is { Type: "tree" } ? GitObjects.Tree(tree).ToDictionary(entry => entry.Name, entry => entry.Id, StringComparer.Ordinal) : [];

    // Without a common commit everything there is new; no object is called so.
    private string Base(string tip)
    {
        const int NoneInCommon = 1; // git-merge-base(1)
        var hasCommit = GitObjects.Look(_repository.Folder, ["HEAD"], _request.Cancel)[0] is not null;
        var answer = hasCommit ? GitRunner.Run(new GitCommand(_repository.Folder, "merge-base", "HEAD", tip) { Answers = [NoneInCommon], Cancel = _request.Cancel }).Output : [];
        return Encoding.ASCII.GetString(answer).Split('\n')[0] is { Length: > 0 } found ? found : "none";
    }

    private Story? Parse(string id, string commit, GitObject? file)
    {
        try
        {
            var text = StoryText.Parse(file!.Content);
            var body = Encoding.UTF8.GetString(file.Content, text.BodyOffset, file.Content.Length - text.BodyOffset);
            return new Story(Path.Combine(_board.Folder, "stories", id, "story.md"), text.TakePairs(), Sha256.Hex(file.Content), commit, body);
        }
        catch (FrontmatterFault fault)
        {
            _request.Log.Debug?.Invoke($"Story {id} cannot be read in commit {commit}: {fault.Message}");
            return null;
        }
    }
}
