using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Claims;

/// <summary>
/// Since when claims stand still, by this machine's clock since boot: in memory, and in the state folder, so that processes which look once add up.
/// They are hints: a lost one makes a dead claim live for one more lease, and none makes a live one dead.
/// </summary>
internal sealed class ClaimSightings(TimeProvider clock)
{
    private const string Suffix = ".claimed";
    private const int Most = 1024;

    private readonly Dictionary<string, Sighting> _seen = new(StringComparer.Ordinal);
    private bool _isPruned;

    /// <summary>The one of this process.</summary>
    public static ClaimSightings Shared { get; } = new(TimeProvider.System);

    /// <summary>How long the claim stands still since it was first seen as it is now.</summary>
    /// <param name="store">The store's key.</param>
    /// <param name="id">The story's id.</param>
    /// <param name="version">The claim as it is now.</param>
    /// <param name="note">Keep the first look for other processes.</param>
    public TimeSpan StoodFor(string store, string id, string version, bool note)
    {
        var name = Sha256.Hex(store + '\n' + id.ToUpperInvariant()).Substring(0, 40) + Suffix;
        lock (_seen)
        {
            if (!_seen.TryGetValue(name, out var seen) || seen.Version != version)
            {
                var now = clock.GetTimestamp();
                seen = Read(name) is { } stored && stored.Version == version && stored.First <= now ? stored : new(version, now);
                _seen[name] = seen;
            }

            if (note)
            {
                Write(name, seen);
            }

            return clock.GetElapsedTime(seen.First);
        }
    }

    /// <summary>Drops what is known of a claim: it is over.</summary>
    public void Forget(string store, string id)
    {
        var name = Sha256.Hex(store + '\n' + id.ToUpperInvariant()).Substring(0, 40) + Suffix;
        lock (_seen)
        {
            _seen.Remove(name);
        }

        Quietly(folder => folder.TryDelete(name));
    }

    private static Sighting? Read(string name)
    {
        Sighting? found = null;
        Quietly(folder =>
        {
            var lines = folder.TryRead(name)?.Split('\n') ?? [];
            if (lines.Length == 4 && lines[0] == ProcessIdentity.Current?.World && long.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                found = new(lines[1], first);
            }
        });
        return found;
    }

    private void Write(string name, Sighting seen) => Quietly(folder =>
    {
        if (ProcessIdentity.Current is not { } here || Read(name) == seen)
        {
            return;
        }

        if (!_isPruned)
        {
            _isPruned = true;
            var others = folder.Names().Where(other => other.EndsWith(Suffix, StringComparison.Ordinal)).ToList();
            (others.Count > Most ? others : []).ForEach(other => folder.TryDelete(other));
        }

        folder.TryWrite(name, string.Format(CultureInfo.InvariantCulture, "{0}\n{1}\n{2}\n", here.World, seen.Version, seen.First), isNew: false);
    });

    private static void Quietly(Action<PrivateFolder> work)
    {
        using var folder = StateFolder.TryOpen();
        try
        {
            if (folder is not null)
            {
                work(folder);
            }
        }
        catch (NativeException)
        {
            return;
        }
    }

    private sealed record Sighting(string Version, long First);
}
