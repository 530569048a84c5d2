using System;
using System.Collections.Generic;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>What one look at a lock's time tells.</summary>
internal enum Staleness
{
    /// <summary>Refreshed within the stale time.</summary>
    Fresh,

    /// <summary>Not refreshed for the stale time, by the one clock that rules there.</summary>
    Stale,

    /// <summary>The clock that made the time is not certainly ours: only watching the lock tells.</summary>
    Unknown,
}

/// <summary>
/// When a lock counts as abandoned. A first look may be wrong (a paused holder, a stepped clock), so a lock must be seen stale twice, unchanged,
/// half a second apart; where clocks cannot be compared it must stand still for the whole stale time by our own clock since boot.
/// </summary>
/// <remarks>Since when a lock stands still is kept in memory, and in the state folder: callers who only ever try once add up.</remarks>
internal sealed class StalenessTracker(TimeProvider clock)
{
    /// <summary>Least time between the two looks.</summary>
    public static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(500);

    // The first lock of a Node process is set up to 1.005 s ahead of the clock.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    // In memory, and as files. They are hints, so when there are too many all of them go.
    private const int MostSightings = 256;

    private readonly Dictionary<string, Sighting> _sightings = new(StringComparer.Ordinal);

    /// <summary>How many locks are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_sightings)
            {
                return _sightings.Count;
            }
        }
    }

    /// <summary>What one look tells.</summary>
    public Staleness Judge(string folder, LockSnapshot seen, TimeSpan staleTimeout)
    {
        var age = clock.GetUtcNow().UtcDateTime - seen.Modified;
        return age < -Ahead ? Staleness.Unknown
            : age <= staleTimeout ? Staleness.Fresh
            : LocalFileSystem.Holds(folder) ? Staleness.Stale
            : Staleness.Unknown;
    }

    /// <summary>How long the lock is known to stand still since it was first seen stale; null when it was not yet seen so.</summary>
    public TimeSpan? StoodFor(StoryPaths paths, LockSnapshot seen) => Find(paths, seen) is { } known ? Since(known) : null;

    /// <summary>Notes that the lock was seen stale, or of a time that tells nothing, and says how long it stands still since the first such look.</summary>
    public TimeSpan Observe(StoryPaths paths, LockSnapshot seen)
    {
        var sighting = Find(paths, seen);
        if (sighting is null)
        {
            sighting = new Sighting(seen.Modified, clock.GetTimestamp());
            SightingFile.Write(paths, sighting, MostSightings);
        }

        Remember(paths, sighting);
        return Since(sighting);
    }

    /// <summary>
    /// Notes that the lock's time looked fresh. Where the clock that made it is not certainly ours, that says little: it stands still from this look on,
    /// and needs not turn old first.
    /// </summary>
    public void ObserveFresh(StoryPaths paths, LockSnapshot seen)
    {
        if (LocalFileSystem.Holds(paths.Folder))
        {
            Forget(paths);
        }
        else
        {
            Remember(paths, Find(paths, seen) ?? new Sighting(seen.Modified, clock.GetTimestamp()));
        }
    }

    private void Remember(StoryPaths paths, Sighting sighting)
    {
        lock (_sightings)
        {
            if (_sightings.Count >= MostSightings)
            {
                _sightings.Clear();
            }

            _sightings[paths.Lock] = sighting;
        }
    }

    /// <summary>Drops what is known of a lock: it is gone, or refreshed.</summary>
    public void Forget(StoryPaths paths)
    {
        lock (_sightings)
        {
            if (!_sightings.Remove(paths.Lock))
            {
                return;
            }
        }

        SightingFile.Delete(paths);
    }

    private TimeSpan Since(Sighting sighting) => clock.GetElapsedTime(sighting.First);

    private Sighting? Find(StoryPaths paths, LockSnapshot seen)
    {
        lock (_sightings)
        {
            if (_sightings.TryGetValue(paths.Lock, out var known) && known.Modified == seen.Modified)
            {
                return known;
            }
        }

        return SightingFile.Read(paths) is { } stored && stored.Modified == seen.Modified && stored.First <= clock.GetTimestamp() ? stored : null;
    }
}

/// <summary>The first time a lock was seen stale.</summary>
/// <param name="Modified">The lock's mtime.</param>
/// <param name="First">By the clock since boot.</param>
internal sealed record Sighting(DateTime Modified, long First);
