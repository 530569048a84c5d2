using System;
using System.Globalization;
using System.IO;

namespace AiSdlc;

/// <summary>Somebody else held the story's lock for as long as we would wait (<c>ELOCKED</c>).</summary>
public sealed class StoryLockedException : StoryException
{
    internal StoryLockedException(string storyPath, StoryLockInfo found, TimeSpan waited)
        : base("StoryLocked", "ELOCKED", storyPath, Describe(storyPath, found, waited), new IOException($"EEXIST: mkdir '{found.LockPath}'"))
    {
        Lock = found;
        Waited = waited;
    }

    /// <summary>The lock as it was seen last: state, age, holder, when it turns stale.</summary>
    public StoryLockInfo Lock { get; }

    /// <summary>Path of the lock directory.</summary>
    public string LockPath => Lock.LockPath;

    /// <summary>Who holds it; null for a holder that leaves no record, such as the Node tool.</summary>
    public StoryLockHolder? Holder => Lock.Holder;

    /// <summary>How long we waited.</summary>
    public TimeSpan Waited { get; }

    private static string Describe(string storyPath, StoryLockInfo found, TimeSpan waited)
    {
        var who = found.Holder is null ? "another process" : found.Holder.Describe();
        return string.Format(
            CultureInfo.InvariantCulture,
            "Story {0} is locked by {1} (lock '{2}', {3}; gave up after {4:0} ms). {5}",
            IdOf(storyPath), who, found.LockPath, Age(found.Age), waited.TotalMilliseconds, Advice(found));
    }

    // The first lock of a Node process is up to a second ahead of the clock.
    private static string Age(TimeSpan age) => string.Format(
        CultureInfo.InvariantCulture,
        age < TimeSpan.FromSeconds(-2) ? "its time is {0:0.0} s ahead of this machine's clock" : "refreshed {1:0.0} s ago",
        -age.TotalSeconds,
        Math.Max(0, age.TotalSeconds));

    private static string Advice(StoryLockInfo found) => found.State switch
    {
        StoryLockState.Stale or StoryLockState.Orphaned => "Its holder is gone: the next attempt takes it over.",
        _ when found.StaleAt is { } at => string.Format(
            CultureInfo.InvariantCulture,
            "Try again, or wait longer. If its holder has crashed, the lock is taken over from {0:HH:mm:ss.f} UTC on.", at),
        _ => "Try again, or wait longer.",
    };
}

/// <summary>Our lock was taken from us while we worked, again and again (<c>ECOMPROMISED</c>). Nothing was written.</summary>
public sealed class StoryLockCompromisedException : StoryException
{
    internal StoryLockCompromisedException(string storyPath, string lockPath, int attempts)
        : base(
            "StoryLockCompromised", "ECOMPROMISED", storyPath,
            $"The lock of story {IdOf(storyPath)} ('{lockPath}') was lost while the story was being changed, {attempts} times; nothing was written. "
            + "Something removes or takes over live locks: look for a stale time far below ours, or a machine that was suspended. Then try again.") =>
        LockPath = lockPath;

    private StoryLockCompromisedException(string storyPath, string lockPath, string message)
        : base("StoryLockCompromised", "ECOMPROMISED", storyPath, message) =>
        LockPath = lockPath;

    /// <summary>Path of the lock directory.</summary>
    public string LockPath { get; }

    internal static StoryLockCompromisedException InScope(string storyPath, string lockPath) => new(
        storyPath,
        lockPath,
        $"The lock of story {IdOf(storyPath)} ('{lockPath}') was lost inside Use-StoryLock. Nothing was written after that; what was written before stands. "
        + "Something removes or takes over live locks, or the machine was suspended. Look at the story, then try again.");
}

/// <summary>What stands at the lock's path is no lock: a file, a link, or a directory with something in it (<c>EINVALIDLOCK</c>).</summary>
public sealed class StoryLockInvalidException : StoryException
{
    internal StoryLockInvalidException(string storyPath, string lockPath, string what)
        : base(
            "StoryLockInvalid", "EINVALIDLOCK", storyPath,
            $"Story {IdOf(storyPath)} cannot be locked: '{lockPath}' is {what}, not an empty directory. Nothing was changed or deleted; move it away and try again.") =>
        LockPath = lockPath;

    /// <summary>The path that should be free or an empty directory.</summary>
    public string LockPath { get; }
}

/// <summary>The same runspace already holds this story's lock; waiting for it would never end (<c>EDEADLK</c>).</summary>
public sealed class NestedStoryLockException : StoryException
{
    internal NestedStoryLockException(string storyPath)
        : base(
            "NestedStoryLock", "EDEADLK", storyPath,
            $"Story {IdOf(storyPath)} is already locked by this runspace; locks do not nest. "
            + "Do not update a story inside its own -Transform: return the changed frontmatter from the script block instead.")
    {
    }

    private NestedStoryLockException(string storyPath, string message)
        : base("NestedStoryLock", "EDEADLK", storyPath, message)
    {
    }

    internal static NestedStoryLockException NotInScope(string storyPath) => new(
        storyPath,
        $"Story {IdOf(storyPath)} cannot be locked inside a Use-StoryLock that does not name it: that is how deadlocks start. Name all stories to Use-StoryLock.");
}
