using System;

namespace AiSdlc.Locking;

/// <summary>The mtimes that we give to locks, which are also their identity.</summary>
internal static class LockIdentity
{
    [ThreadStatic]
    private static Random? _random;

    /// <summary>A time with random digits below the millisecond (in 100 ns steps): no other lock has it, and Node does not look at them.</summary>
    public static DateTime At(DateTimeOffset now)
    {
        _random ??= new Random(Guid.NewGuid().GetHashCode());
        var ticks = now.UtcTicks;
        return new DateTime(ticks - (ticks % TimeSpan.TicksPerMillisecond) + _random.Next(1, (int)TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    /// <summary>True for a time that carries such digits: a file system with coarse times keeps none, and proves nothing.</summary>
    public static bool IsUnique(DateTime time) => time.Ticks % TimeSpan.TicksPerMillisecond != 0;
}
