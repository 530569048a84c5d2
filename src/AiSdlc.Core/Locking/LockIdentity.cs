using System;
using System.Diagnostics;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>The mtimes that we give to locks, which are also their identity.</summary>
internal static class LockIdentity
{
    [ThreadStatic]
    private static Random? _random;

    /// <summary>A time with random digits below the millisecond (in 100 ns steps): no other lock has it, and Node does not look at them.</summary>
    public static DateTime At(DateTimeOffset now)
    {
        _random ??= new Random(Seed());
        var ticks = now.UtcTicks;
        return new DateTime(ticks - (ticks % TimeSpan.TicksPerMillisecond) + _random.Next(1, (int)TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    // Not a Guid: it reads /dev/urandom, and the heartbeat's threads must not end because that fails.
    private static int Seed() =>
        Stopwatch.GetTimestamp().GetHashCode() ^ (Environment.CurrentManagedThreadId << 10) ^ ((ProcessIdentity.Current?.Id ?? 0) << 16);

    /// <summary>True for a time that carries such digits: a file system with coarse times keeps none, and proves nothing.</summary>
    public static bool IsUnique(DateTime time) => time.Ticks % TimeSpan.TicksPerMillisecond != 0;
}
