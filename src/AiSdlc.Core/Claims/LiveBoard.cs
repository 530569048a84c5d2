using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Claims;

/// <summary>What a board is at one moment.</summary>
/// <param name="Stories">Its stories. One that cannot be read now is as it was read last.</param>
/// <param name="Claims">Their claims, by the story's path; those that are over, too.</param>
/// <param name="Faults">What could not be read, and why; to be shown.</param>
internal sealed record BoardLook(IReadOnlyList<Story> Stories, IReadOnlyDictionary<string, StoryClaim> Claims, IReadOnlyList<string> Faults);

/// <summary>A board that somebody looks at for long.</summary>
/// <param name="board">The board, all of whose stories are meant; null for those that are named.</param>
/// <param name="named">Canonical paths of stories.</param>
/// <param name="place">Where claims are decided.</param>
/// <param name="request">For claims, and to end it.</param>
internal sealed class LiveBoard(StoryBoard? board, IReadOnlyList<string> named, ClaimPlace place, LockRequest request) : IDisposable
{
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100); // however busy the writers are
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromSeconds(5); // it takes processes of git

    private readonly StoryWatch _watch = new(request.Cancel);
    private readonly LookPace _pace = new(LockManager.Shared.Clock, BetweenClaims);
    private readonly Dictionary<string, (StoryClaims Claims, string? Folder)> _stores = new(StringComparer.Ordinal);
    private Dictionary<string, StoryClaim> _claims = [];
    private string? _claimFault;

    /// <summary>The board as it is now.</summary>
    /// <exception cref="StoryException">Its folder cannot be read.</exception>
    public BoardLook Look()
    {
        var stories = new List<Story>();
        var faults = new List<string>();
        foreach (var path in board is null ? named : _watch.Stories(board))
        {
            if (Look(path, faults) is { } story)
            {
                stories.Add(story);
            }
        }

        if (_pace.IsDue)
        {
            _claimFault = _pace.Try(() => _claims = ClaimsOf(stories))?.Message;
        }

        return new(stories, _claims, _claimFault is null ? faults : [.. faults, _claimFault]);
    }

    /// <summary>Sleeps until the next look is due: something may have changed, or a second is over.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Wait()
    {
        request.Cancel.WaitHandle.WaitOne(BetweenLooks);
        if (_watch.Wait(AtLeast) && _stores.Values.All(store => store.Claims.Store.Remote is null))
        {
            _pace.Hurry(AtLeast);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watch.Dispose();

    private Story? Look(string path, List<string> faults)
    {
        try
        {
            return _watch.Look(path);
        }
        catch (StoryNotFoundException)
        {
            return null;
        }
        catch (StoryException exception)
        {
            if (exception is not StoryLockedException)
            {
                faults.Add($"{exception.StoryId}: {exception.Message}");
            }

            return _watch.Last(path);
        }
    }

    // Stories that are named may be on several boards.
    private Dictionary<string, StoryClaim> ClaimsOf(IEnumerable<Story> stories) => stories
        .GroupBy(story => board is null ? Path.GetDirectoryName(Path.GetDirectoryName(story.Path))! : board.Folder)
        .SelectMany(group => ClaimsOf(board ?? StoryBoard.Of(group.First().Path), [.. group]))
        .ToDictionary(pair => pair.Path, pair => pair.Claim, StringComparer.Ordinal);

    private IEnumerable<(string Path, StoryClaim Claim)> ClaimsOf(StoryBoard of, List<Story> stories)
    {
        if (!_stores.TryGetValue(of.Folder, out var store))
        {
            var repository = BoardRepository.Find(of, request.Cancel);
            _stores[of.Folder] = store = (place.Of(of, repository, request), repository is null ? null : Path.Combine(repository.CommonFolder, repository.Claims));
        }

        if (store.Folder is not null)
        {
            _watch.Follow(store.Folder); // where git keeps refs as files
        }

        var claims = store.Claims.All(note: false);
        return stories.Where(story => claims.ContainsKey(IdOf(story))).Select(story => (story.Path, claims[IdOf(story)]));
    }

    private static string IdOf(Story story) => StoryException.IdOf(story.Path).ToUpperInvariant();
}
