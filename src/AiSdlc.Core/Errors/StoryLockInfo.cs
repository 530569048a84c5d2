using System;

namespace AiSdlc;

/// <summary>What a lock is at the moment of looking.</summary>
public enum StoryLockState
{
    /// <summary>Refreshed within the stale time.</summary>
    Held,

    /// <summary>Not refreshed for the stale time: its holder is taken to be gone.</summary>
    Stale,

    /// <summary>Its holder is proven dead: same boot, no such process.</summary>
    Orphaned,

    /// <summary>Not a lock: a file, a link, or a directory that is not empty.</summary>
    Invalid,

    /// <summary>Its time cannot be compared with our clock (a network file system, or a time ahead of it); only watching it tells.</summary>
    Unknown,
}

/// <summary>One lock directory.</summary>
public sealed class StoryLockInfo
{
    internal StoryLockInfo(string path, string lockPath, StoryLockState state, DateTime lastRefreshed, DateTime now, DateTime? staleAt, StoryLockHolder? holder)
    {
        Path = path;
        LockPath = lockPath;
        State = state;
        LastRefreshed = lastRefreshed;
        Age = now - lastRefreshed;
        StaleAt = staleAt;
        Holder = holder;
    }

    /// <summary>Id of the locked story.</summary>
    public string StoryId => StoryException.IdOf(Path);

    /// <summary>The locked story's file.</summary>
    public string Path { get; }

    /// <summary>The lock directory.</summary>
    public string LockPath { get; }

    /// <summary>What it is at this moment.</summary>
    public StoryLockState State { get; }

    /// <summary>True when the lock may be removed: stale, or orphaned.</summary>
    public bool IsStale => State is StoryLockState.Stale or StoryLockState.Orphaned;

    /// <summary>Time since the last refresh. Negative by up to a second for a young lock of a Node process.</summary>
    public TimeSpan Age { get; }

    /// <summary>When its holder refreshed it last (UTC).</summary>
    public DateTime LastRefreshed { get; }

    /// <summary>When it turns stale unless it is refreshed (UTC); null where only watching it can tell, and nobody has yet.</summary>
    public DateTime? StaleAt { get; }

    /// <summary>Who holds it; null for a holder that leaves no record, such as the Node tool.</summary>
    public StoryLockHolder? Holder { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{StoryId} ({State})");
}
