using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Claims;

/// <summary>Looks at a remote again and again. One that does not answer at the first look is an error; later it is asked ever less often, and that is said once.</summary>
/// <param name="remote">The remote; null for none, of which nothing is known.</param>
/// <param name="board">The board that is meant; null for those of the stories that are named.</param>
/// <param name="request">For what is said, and to end it.</param>
internal sealed class RemoteWatch(string? remote, StoryBoard? board, LockRequest request)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly LookPace _pace = new(LockManager.Shared.Clock, Interval);
    private readonly Dictionary<string, RemoteStories> _boards = new(StringComparer.Ordinal);
    private bool _hasAnswered;
    private bool _isSilent;

    /// <summary>Asks the remote if it is time to. Returns the paths of stories that are new there.</summary>
    /// <param name="paths">The stories that are here.</param>
    /// <exception cref="StoryException">The first look failed.</exception>
    public IEnumerable<string> Look(IReadOnlyCollection<string> paths)
    {
        if (remote is null)
        {
            return [];
        }

        if (_pace.IsDue)
        {
            var failure = _pace.Try(() => Ask(remote, paths));
            if (failure is not null && !_hasAnswered)
            {
                throw failure;
            }

            if (failure is not null && !_isSilent)
            {
                request.Log.Warning($"The remote is asked again, ever less often: {failure.Message}");
            }

            (_hasAnswered, _isSilent) = (true, failure is not null);
        }

        if (board is null)
        {
            return [];
        }

        var here = new HashSet<string>(paths.Select(StoryException.IdOf), StringComparer.OrdinalIgnoreCase);
        return _boards.Values.SelectMany(known => known.Changed.Values).Where(story => !here.Contains(StoryException.IdOf(story.Path))).Select(story => story.Path);
    }

    /// <summary>The story as the remote has it, if it was changed there; else null.</summary>
    public Story? Of(string path) => _boards.TryGetValue(FolderOf(path), out var known) && known.Changed.TryGetValue(StoryException.IdOf(path), out var story) ? story : null;

    private void Ask(string name, IEnumerable<string> paths)
    {
        foreach (var of in board is not null ? [board] : paths.GroupBy(FolderOf).Select(same => StoryBoard.Of(same.First())))
        {
            if (!_boards.TryGetValue(of.Folder, out var known))
            {
                _boards[of.Folder] = known = new(of, name, request);
            }

            known.Look();
        }
    }

    // A story that is on no board may lie at the root.
    private string FolderOf(string path) => board?.Folder ?? Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(path))) ?? string.Empty;
}
