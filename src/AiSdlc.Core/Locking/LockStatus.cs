using System;
using AiSdlc.Paths;

namespace AiSdlc.Locking;

/// <summary>What a lock was at one moment, whose, and from when it counts as abandoned.</summary>
/// <param name="Paths">The story it belongs to.</param>
/// <param name="Seen">What stood at its path.</param>
/// <param name="State">What that is; meaningless where nothing stood there.</param>
internal sealed record LockStatus(StoryPaths Paths, LockSnapshot Seen, StoryLockState State)
{
    /// <summary>Nothing stands at the lock's path.</summary>
    public bool IsFree => !Seen.Exists;

    /// <summary>What is wrong with it as a lock, in words; null when nothing is.</summary>
    public string? Fault { get; init; }

    /// <summary>Who holds it; null for a holder that leaves no record, such as the Node tool.</summary>
    public StoryLockHolder? Holder { get; init; }

    /// <summary>It may be taken over now: its owner is proven dead, or it stood still for long enough.</summary>
    public bool IsAbandoned { get; init; }

    /// <summary>From when it counts as abandoned unless it is refreshed (UTC); null where nobody has watched it yet.</summary>
    public DateTime? StaleAt { get; init; }

    /// <summary>Somebody may be writing the story in place: a live lock of a holder that is none of this module, which replaces stories in one step.</summary>
    public bool MayBeWrittenInPlace => !IsFree && Holder is null && !IsAbandoned && State is StoryLockState.Held or StoryLockState.Unknown;

    /// <summary>Tells one holder from the next, whatever its heartbeat does.</summary>
    public object Whose => Holder is { } holder ? (holder.ProcessId, holder.Runspace, holder.Since) : Seen.Modified;

    /// <summary>The object for users.</summary>
    public StoryLockInfo ToInfo(DateTime now) => new(Paths.Story, Paths.Lock, State, IsFree ? now : Seen.Modified, now, StaleAt, Holder);
}
