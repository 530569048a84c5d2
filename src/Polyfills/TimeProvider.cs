#if !NET
using System.Diagnostics;

namespace System;

/// <summary>What this project needs of .NET 8's type of the same name.</summary>
internal abstract class TimeProvider
{
    /// <summary>The machine's own clocks.</summary>
    public static TimeProvider System { get; } = new SystemTimeProvider();

    /// <summary>The wall clock.</summary>
    public virtual DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow;

    /// <summary>A clock that only goes on, since the machine was started.</summary>
    public virtual long GetTimestamp() => Stopwatch.GetTimestamp();

    /// <summary>Its ticks in a second.</summary>
    public virtual long TimestampFrequency => Stopwatch.Frequency;

    /// <summary>Time between two of its timestamps.</summary>
    public TimeSpan GetElapsedTime(long start, long end) => new((long)((end - start) * (10_000_000.0 / TimestampFrequency)));

    /// <summary>Time since one of its timestamps.</summary>
    public TimeSpan GetElapsedTime(long start) => GetElapsedTime(start, GetTimestamp());

    private sealed class SystemTimeProvider : TimeProvider;
}
#endif
