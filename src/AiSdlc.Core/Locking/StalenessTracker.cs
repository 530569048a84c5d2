using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// When a lock counts as abandoned. A first look may be wrong (a paused holder, a stepped clock), so a lock must be seen
/// twice, unchanged, half a second apart; where clocks cannot be compared it must stand still for the whole stale time.
/// </summary>
internal static class StalenessTracker
{
    /// <summary>Least time between the two looks.</summary>
    public static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(500);

    // The first lock of a Node process is set up to 1.005 s ahead of the clock.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    // What was seen last at each lock path, and since when. Kept across waits, so that a caller who only ever tries once
    // still gets past a dead lock. Entries go when the lock is taken or seen gone.
    private static readonly ConcurrentDictionary<string, Sighting> Sightings = new(StringComparer.Ordinal);

    /// <summary>Notes that the lock was seen and says whether it may be taken over by its age.</summary>
    public static bool IsAbandoned(string lockPath, LockSnapshot seen, TimeSpan staleTimeout)
    {
        var sighting = Sightings.AddOrUpdate(
            lockPath,
            _ => new Sighting(seen.Modified, Stopwatch.GetTimestamp()),
            (_, known) => known.Modified == seen.Modified ? known : new Sighting(seen.Modified, Stopwatch.GetTimestamp()));
        return sighting.StoodFor >= (LooksStale(lockPath, seen, staleTimeout) switch
        {
            true => SecondLook,
            false => TimeSpan.MaxValue,
            null => staleTimeout,
        });
    }

    /// <summary>What one look tells: stale, fresh, or null where only watching can tell.</summary>
    public static bool? LooksStale(string lockPath, LockSnapshot seen, TimeSpan staleTimeout)
    {
        var age = DateTime.UtcNow - seen.Modified;
        return age < -Ahead ? null
            : age <= staleTimeout ? false
            : LocalFileSystem.Holds(Path.GetDirectoryName(lockPath)!) ? true
            : null;
    }

    /// <summary>Drops what is known of a path: its lock is gone.</summary>
    public static void Forget(string lockPath) => Sightings.TryRemove(lockPath, out _);

    private sealed record Sighting(DateTime Modified, long Since)
    {
        public TimeSpan StoodFor => TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - Since) / (double)Stopwatch.Frequency);
    }
}
