using System;
using System.Threading;

namespace AiSdlc.Locking;

/// <summary>Who asks for a lock, how long it waits, and who hears of it.</summary>
/// <param name="Timing">Timeouts.</param>
/// <param name="Owner">Whose hold it will be; a second lock of the same owner on the same story is nesting.</param>
/// <param name="Log">Hears of waiting, on the thread that asks.</param>
/// <param name="Cancel">Ends a wait at once.</param>
internal sealed record LockRequest(LockTiming Timing, LockOwner Owner, StoryLog Log, CancellationToken Cancel)
{
    /// <summary>A request of nobody in particular, for callers without a runspace.</summary>
    public static LockRequest With(LockTiming timing, CancellationToken cancel = default) =>
        new(timing, LockOwner.New("(none)"), StoryLog.Silent, cancel);
}

/// <summary>One who can hold locks: a runspace.</summary>
/// <param name="Id">Identity. A text, since a dictionary of Guids is compiled anew in each process.</param>
/// <param name="Name">For messages.</param>
internal sealed record LockOwner(string Id, string Name)
{
    /// <summary>An owner that nobody else is.</summary>
    public static LockOwner New(string name) => new(Guid.NewGuid().ToString("n"), name);
}

/// <summary>Where the core says what it is doing. Called only on the thread that called the core.</summary>
/// <param name="Warning">For the user.</param>
/// <param name="Verbose">The story of a lock: waited, took over, started again, held for. Null when nobody listens.</param>
/// <param name="Debug">The steps of the protocol. Null when nobody listens.</param>
internal sealed record StoryLog(Action<string> Warning, Action<string>? Verbose = null, Action<string>? Debug = null)
{
    /// <summary>Says nothing.</summary>
    public static StoryLog Silent { get; } = new(_ => { });
}
