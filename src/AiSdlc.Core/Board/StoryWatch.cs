using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>
/// Looks at stories again and again, reads only those that may have changed, and sleeps until one may have. A folder is watched before it is looked at,
/// so that no change falls between the two; and whoever waits looks once a second all the same, for a notification that is lost, and where there are none.
/// </summary>
internal sealed class StoryWatch(CancellationToken cancel) : IDisposable
{
    // The clock of a file system may not tell two writes apart: the stamp of a file that was this young when it was read proves nothing (git's racy rule).
    private static readonly TimeSpan Racy = TimeSpan.FromSeconds(3);

    // A look has less to do than a story takes to be written, so it can come often where nothing tells of changes.
    private static readonly TimeSpan WithoutNotice = TimeSpan.FromMilliseconds(200);

    private readonly ChangeWatch? _watch = ChangeWatch.TryCreate();
    private readonly LockRequest _atOnce = LockRequest.With(new LockTiming(lockTimeout: 0), cancel);
    private readonly Dictionary<string, (Story Story, FileStamp Stamp, bool IsSettled)> _seen = new(StringComparer.Ordinal);

    /// <summary>The story as it is now, by its canonical path. Another program that is just writing it is not waited for: its end is a change.</summary>
    /// <exception cref="StoryException">It cannot be read now.</exception>
    public Story Look(string path)
    {
        if (_seen.TryGetValue(path, out var seen) && seen.IsSettled && IsStill(path, seen.Stamp))
        {
            return seen.Story;
        }

        Follow(Path.GetDirectoryName(path)!);
        var read = StoryStore.Shared.Read(path, _atOnce);
        var stamp = read.Snapshot.Stamp;
        var story = read.ToStory();
        _seen[path] = (story, stamp, LockManager.Shared.Clock.GetUtcNow().UtcDateTime - stamp.ModifiedUtc > Racy);
        return story;
    }

    /// <summary>The story; null when it cannot be read now.</summary>
    public Story? TryLook(string path)
    {
        try
        {
            return Look(path);
        }
        catch (StoryException)
        {
            return null;
        }
    }

    /// <summary>The story as it was read last; null when it never was.</summary>
    public Story? Last(string path) => _seen.TryGetValue(path, out var seen) ? seen.Story : null;

    /// <summary>The files of the stories of a board as it is now.</summary>
    public IEnumerable<string> Stories(StoryBoard board)
    {
        Follow(Path.Combine(board.Folder, "worktrees"));
        foreach (var copy in board.Copies())
        {
            Follow(Path.Combine(copy, "stories"));
        }

        return board.Stories(allCopies: false);
    }

    /// <summary>Wakes for changes in one more folder, if it is there.</summary>
    public void Follow(string folder) => _watch?.TryAddFolder(folder);

    /// <summary>Sleeps until something may have changed, and at most so long. True when something has.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool Wait(TimeSpan atMost)
    {
        var hasChanged = _watch is not null
            ? _watch.Wait(atMost, cancel)
            : !cancel.WaitHandle.WaitOne(atMost < WithoutNotice ? atMost : WithoutNotice);
        cancel.ThrowIfCancellationRequested();
        return hasChanged;
    }

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    private static bool IsStill(string path, FileStamp stamp)
    {
        try
        {
            return FileSystem.Current.Stat(path) == stamp;
        }
        catch (NativeException)
        {
            return false; // whoever reads it says why
        }
    }
}
