using System;
using System.Collections.Generic;

namespace AiSdlc.Locking;

/// <summary>How long to wait for a lock and when to take its holder for dead. Cannot hold a bad value.</summary>
internal sealed class LockTiming
{
    /// <summary>Milliseconds to wait when nothing is said; the story asks for 5000.</summary>
    public const int DefaultLockTimeout = 5000;

    /// <summary>Least stale time in milliseconds: proper-lockfile clamps to the same (lib/lockfile.js).</summary>
    public const int LeastStaleTimeout = 2000;

    private const int DefaultStaleTimeout = 5000;

    // A holder that leaves no record is a Node peer, whose default is 10,000 and whose heartbeat comes each 5,000 (proper-lockfile's README).
    private const int PeerStaleTimeout = 10_000;

    private const double FirstDelay = 100;
    private const double LongestDelay = 1000;

    // 1 + 2 + 4 parts: three doubling delays have to fit into a short timeout.
    private const double PartsOfThreeRetries = 7;

    private readonly TimeSpan? _staleTimeout;

    /// <param name="lockTimeout">Milliseconds, at least 0; null for the default.</param>
    /// <param name="staleTimeout">Milliseconds, raised to 2000; null for 5000, and 10,000 for a holder that leaves no record.</param>
    /// <param name="retryCount">Most timed retries; null for no cap.</param>
    public LockTiming(int? lockTimeout = null, int? staleTimeout = null, int? retryCount = null)
    {
        LockTimeout = TimeSpan.FromMilliseconds(Math.Max(0, lockTimeout ?? DefaultLockTimeout));
        _staleTimeout = staleTimeout is { } stale ? TimeSpan.FromMilliseconds(Math.Max(LeastStaleTimeout, stale)) : null;
        RetryCount = retryCount is { } count ? Math.Max(0, count) : int.MaxValue;
    }

    /// <summary>Bound on the whole wait; zero tries once.</summary>
    public TimeSpan LockTimeout { get; }

    /// <summary>Most timed retries; the wait ends with the last of them.</summary>
    public int RetryCount { get; }

    /// <summary>A lock not refreshed for this long is stale. It does not depend on the wait: a long wait keeps no dead lock alive.</summary>
    /// <param name="hasRecord">Its holder left a record, and so is one of this module.</param>
    public TimeSpan StaleTimeout(bool hasRecord) =>
        _staleTimeout ?? TimeSpan.FromMilliseconds(hasRecord ? DefaultStaleTimeout : PeerStaleTimeout);

    /// <summary>
    /// When to try again, counted from the start of the wait: exponential from 100 ms to 1000 ms with jitter, the first
    /// delay less where three retries would not fit. The last moment is the end of the wait.
    /// </summary>
    public IEnumerable<TimeSpan> Retries(Random random)
    {
        var delay = Math.Min(FirstDelay, LockTimeout.TotalMilliseconds / PartsOfThreeRetries);
        var at = 0d;
        for (var retry = 1; retry <= RetryCount && at < LockTimeout.TotalMilliseconds; retry++)
        {
            at = Math.Min(LockTimeout.TotalMilliseconds, at + (delay * (0.75 + (random.NextDouble() / 4))));
            yield return TimeSpan.FromMilliseconds(at);
            delay = Math.Min(LongestDelay, delay * 2);
        }
    }
}
