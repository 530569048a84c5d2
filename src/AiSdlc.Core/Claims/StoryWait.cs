using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Claims;

/// <summary>One wait for stories to become what somebody waits for.</summary>
/// <param name="board">The board, all of whose stories are meant; null for those of the baseline.</param>
/// <param name="baseline">Versions by canonical path, as they were before the wait. A story of the board that is not among them is new.</param>
/// <param name="goal">What is waited for.</param>
/// <param name="request">For claims, and to end it.</param>
internal sealed class StoryWait(StoryBoard? board, IReadOnlyDictionary<string, string> baseline, WaitGoal goal, LockRequest request) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAtClaims = TimeSpan.FromSeconds(5); // it takes processes of git
    private static readonly TimeSpan GoneFor = TimeSpan.FromSeconds(2); // a checkout removes a file before it writes it anew

    private readonly StoryWatch _watch = new(request.Cancel);
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _gone = new(StringComparer.Ordinal);
    private readonly RemoteWatch _remote = new(goal.Remote, board, request);
    private long? _claimsSeen;

    /// <summary>The stories, as soon as they are what was waited for.</summary>
    /// <exception cref="StoryWaitException">The time is over.</exception>
    /// <exception cref="StoryNotFoundException">One that was named is gone.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<Story> Run()
    {
        var began = Now;
        while (true)
        {
            var isOver = goal.Timeout is { } limit && Since(began) >= limit;
            var paths = board is null ? [.. baseline.Keys] : _watch.Stories(board).ToList();
            paths.AddRange(_remote.Look([.. paths]));
            foreach (var (path, story) in Met(paths.Where(path => !_met.Contains(path))))
            {
                if (_met.Add(path))
                {
                    yield return story;
                }
            }

            if (goal.ForAll ? paths.TrueForAll(_met.Contains) : _met.Count > 0)
            {
                yield break;
            }

            if (isOver)
            {
                throw new StoryWaitException(paths.Find(path => !_met.Contains(path)) ?? board!.Folder, Since(began), paths.Count - _met.Count);
            }

            var rest = goal.Timeout - Since(began) ?? Look;
            if (_watch.Wait(rest < Look ? rest > TimeSpan.Zero ? rest : TimeSpan.Zero : Look))
            {
                _claimsSeen = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watch.Dispose();

    private static long Now => LockManager.Shared.Clock.GetTimestamp();

    private static TimeSpan Since(long moment) => LockManager.Shared.Clock.GetElapsedTime(moment);

    // A path of the board may be a link; a story knows the file that it leads to.
    private List<(string Path, Story Story)> Met(IEnumerable<string> paths)
    {
        var stories = paths.SelectMany(path => new[] { TryLook(path), _remote.Of(path) }.OfType<Story>().Where(IsMet).Take(1).Select(story => (Path: path, Story: story))).ToList();
        if (stories.Count == 0 || !(goal.IsReady || goal.IsUnclaimed))
        {
            return stories;
        }

        if (_claimsSeen is { } seen && Since(seen) < LookAtClaims)
        {
            return [];
        }

        var met = stories.GroupBy(look => Path.GetDirectoryName(Path.GetDirectoryName(look.Story.Path))).SelectMany(group => WithClaims(StoryBoard.Of(group.First().Story.Path), [.. group])).ToList();
        _claimsSeen = Now; // after the look, which takes long where the remote is far
        return met;
    }

    private bool IsMet(Story story) => goal.Matches(story) && !(goal.HasChanged && baseline.TryGetValue(story.Path, out var version) && version == story.Version);

    private Story? TryLook(string path)
    {
        try
        {
            var story = _watch.Look(path);
            _gone.Remove(path);
            return story;
        }
        catch (StoryNotFoundException) when (board is not null || !IsGoneForLong(path))
        {
            return null;
        }
        catch (StoryException exception) when (exception is not StoryNotFoundException)
        {
            request.Log.Debug?.Invoke(exception.Message); // being written, or no story now; the next change may mend it
            return null;
        }
    }

    private bool IsGoneForLong(string path)
    {
        if (!_gone.TryGetValue(path, out var first))
        {
            _gone[path] = first = Now;
        }

        return Since(first) >= GoneFor;
    }

    private List<(string Path, Story Story)> WithClaims(StoryBoard of, List<(string Path, Story Story)> looks)
    {
        if (BoardRepository.Find(of, request.Cancel) is { } repository)
        {
            _watch.Follow(Path.Combine(repository.CommonFolder, repository.Claims)); // where git keeps refs as files
        }

        var claimed = new ClaimedBoard(of, goal.Place, request);
        var claims = goal.IsUnclaimed ? claimed.Claims.All(note: true) : [];
        var ready = goal.IsReady
            ? claimed.Queue([.. _watch.Stories(of).Select(_watch.TryLook).OfType<Story>()], note: true).Where(judged => judged.IsReady).Select(judged => judged.Path)
            : looks.Select(look => look.Story.Path);
        var met = new HashSet<string>(ready.Where(path => !IsHeld(claims, path)), StringComparer.Ordinal);
        return [.. looks.Where(look => met.Contains(look.Story.Path))];
    }

    private static bool IsHeld(Dictionary<string, StoryClaim> claims, string path) =>
        claims.TryGetValue(StoryException.IdOf(path).ToUpperInvariant(), out var claim) && claim.State is StoryClaimState.Held or StoryClaimState.Unreadable or StoryClaimState.Newer;
}
