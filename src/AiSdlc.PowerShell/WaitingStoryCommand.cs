using System.Management.Automation;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that waits for locks.</summary>
public abstract class WaitingStoryCommand : NamedStoryCommand
{
    private LockRequest? _request;

    /// <summary>Milliseconds, or a time span, to wait for a lock; 0 tries once.</summary>
    [Parameter]
    [Milliseconds]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; } = LockTiming.DefaultLockTimeout;

    /// <summary>Most timed retries while waiting for a lock.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? RetryCount { get; set; }

    private protected override LockTiming Timing => new(LockTimeout, StaleTimeout, RetryCount);

    /// <summary>A request for locks.</summary>
    private protected LockRequest LockRequest => _request ??= Request(Timing);
}
