using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using AiSdlc.Board;
using AiSdlc.Git;
using AiSdlc.Locking;

namespace AiSdlc.Claims;

/// <summary>
/// Ids that no other worktree, branch or, with a remote, clone has: each is reserved by a ref that whoever makes it first has, and that nobody ever deletes.
/// </summary>
internal sealed class BoardIds : IStoryIds
{
    private const int FewLosses = 2;

    private readonly BoardRepository _repository;
    private readonly LockRequest _request;
    private readonly GitRemote? _remote;
    private readonly Random _random = new();
    private string? _blob;
    private int _highest;
    private int _losses;

    private BoardIds(StoryBoard board, BoardRepository repository, GitRemote? remote, LockRequest request)
    {
        (_repository, _remote, _request) = (repository, remote, request);
        var refs = GitRefs.Read(repository.Folder, request.Cancel, [.. BranchIds.Prefixes, repository.Ids]).ToLookup(reference => reference.Key.StartsWith(repository.Ids, StringComparison.Ordinal));
        var folders = new BoardCopies(board, repository, request.Cancel).StoryFolders().Select(folder => Path.GetFileName(folder)!);
        var branches = BranchIds.Of(repository, [.. refs[false]], request.Cancel).Select(branch => branch.Stories).Distinct().SelectMany(GitObjects.Tree).Select(story => story.Name);
        Heed(folders.Concat(branches).Distinct());
        Heed(refs[true].Select(reference => reference.Key).Concat(ReservedThere()));
    }

    /// <summary>Those of a board; null where it is in no repository, or git is not there: then whoever makes the folder has the id.</summary>
    /// <exception cref="GitException">Git fails, or a remote was named and there is no repository.</exception>
    public static BoardIds? Of(StoryBoard board, ClaimPlace place, LockRequest request)
    {
        var repository = Find(board, place, request);
        return repository is null ? null
            : new(board, repository, place.RemoteOf(repository, request) is { } remote ? new GitRemote(repository.Folder, remote, request.Cancel) : null, request);
    }

    /// <inheritdoc/>
    public int Highest() => _losses > FewLosses ? _highest + _random.Next(_losses) : _highest; // of many that want the next one, one gets it, and the others would all want the one after it

    /// <inheritdoc/>
    public bool TryReserve(string id)
    {
        _blob ??= GitObjects.WriteBlob(_repository.Folder, Encoding.UTF8.GetBytes($"ai-sdlc-id\n{Guid.NewGuid():n}\n"), _request.Cancel);
        var name = _repository.Ids + id.ToUpperInvariant();
        if (GitRefs.TrySwap(_repository.Folder, name, null, _blob, _request.Cancel) && _remote?.TrySwap(name, null, _blob) != false)
        {
            return true;
        }

        _losses++;
        Heed(GitRefs.Read(_repository.Folder, _request.Cancel, _repository.Ids).Keys.Concat(ReservedThere()));
        return false;
    }

    private IEnumerable<string> ReservedThere() => _remote?.Refs(_repository.Ids + "*").Keys.AsEnumerable() ?? [];

    // Ids, and refs that end in one.
    private void Heed(IEnumerable<string> names) => _highest = names.Select(name => StoryNumber.Of(name.Substring(name.LastIndexOf('/') + 1))).Append(_highest).Max();

    private static BoardRepository? Find(StoryBoard board, ClaimPlace place, LockRequest request)
    {
        var isRemote = place is { Remote: not null, Offline: false };
        try
        {
            return BoardRepository.Find(board, request.Cancel) ?? (isRemote ? throw GitException.NoRepository(board.Folder, "remote") : null);
        }
        catch (GitException exception) when (!isRemote && exception.Code is "ENOGIT" or "EGITOLD" or "EOWNER")
        {
            request.Log.Warning($"The id is not reserved in other worktrees and branches: {exception.Message}");
            return null;
        }
    }
}
