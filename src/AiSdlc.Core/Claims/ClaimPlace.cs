using System;
using AiSdlc.Board;
using AiSdlc.Git;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Claims;

/// <summary>
/// Where a board's claims are decided: at a remote, where one is named or configured; else by the refs of its repository; without one by files on the
/// board. Offline has to be asked for: a remote that does not answer is an error, never a reason to decide elsewhere.
/// </summary>
/// <param name="Remote">A remote; null for the one that the repository's configuration names, if it does.</param>
/// <param name="Offline">No remote, whatever is configured.</param>
internal sealed record ClaimPlace(string? Remote = null, bool Offline = false)
{
    /// <summary>The claims of a board.</summary>
    /// <exception cref="GitException">A remote was named, and there is no repository; or git fails.</exception>
    public StoryClaims Of(StoryBoard board, LockRequest request) => Of(board, BoardRepository.Find(board, request.Cancel), request);

    /// <summary>The claims of a board whose repository is known.</summary>
    public StoryClaims Of(StoryBoard board, BoardRepository? repository, LockRequest request) =>
        new(Store(board, repository, request), ClaimSightings.Shared, LockManager.Shared.Clock);

    /// <summary>A guard for edits: they go through only while a token is that of the story's claim.</summary>
    public static Action<StoryPaths> Guard(string token, LockRequest request) => paths =>
        OfToken(token, paths.Story, request).Require(StoryException.IdOf(paths.Story), paths.Story, token);

    /// <summary>The claims among which a token's is.</summary>
    public static StoryClaims OfToken(string token, string story, LockRequest request) =>
        (ClaimRecord.RemoteOf(token) is { } remote ? new ClaimPlace(remote) : new ClaimPlace(Offline: true)).Of(StoryBoard.Of(story), request);

    /// <summary>The remote that decides; null for none.</summary>
    public string? RemoteOf(BoardRepository repository, LockRequest request) => Offline ? null : Remote ?? repository.DefaultRemote(request.Cancel);

    private IClaimStore Store(StoryBoard board, BoardRepository? repository, LockRequest request) =>
        repository is null
            ? Remote is null || Offline ? new FileClaimStore(board, request) : throw GitException.NoRepository(board.Folder, "remote")
            : RemoteOf(repository, request) is { } remote
                ? new RemoteClaimStore(repository, new GitRemote(repository.Folder, remote, request.Cancel), request.Cancel)
                : new GitClaimStore(repository, request.Cancel);
}
