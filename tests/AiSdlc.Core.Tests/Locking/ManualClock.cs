using System;

namespace AiSdlc.Tests;

/// <summary>A clock that a test sets: rules of time are tested in no time.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UtcNow;
    private long _timestamp = TimeSpan.FromDays(1).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public DateTime UtcNow => _now.UtcDateTime;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _timestamp;

    /// <summary>Time goes by.</summary>
    public void Pass(double milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        _timestamp += TimeSpan.FromMilliseconds(milliseconds).Ticks;
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void Step(TimeSpan by) => _now += by;
}
