using System;

namespace AiSdlc.Locking;

/// <summary>The mtimes that we give to locks.</summary>
internal static class LockTime
{
    [ThreadStatic]
    private static Random? _random;

    /// <summary>Now, with random digits below the millisecond (in 100 ns steps): no other lock has this time.</summary>
    public static DateTime Now()
    {
        _random ??= new Random(Guid.NewGuid().GetHashCode());
        var ticks = DateTime.UtcNow.Ticks;
        return new DateTime(ticks - (ticks % TimeSpan.TicksPerMillisecond) + _random.Next(1, (int)TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    /// <summary>True for a time that carries such digits: a file system with coarse times keeps none, and proves nothing.</summary>
    public static bool IsUnique(DateTime time) => time.Ticks % TimeSpan.TicksPerMillisecond != 0;
}
