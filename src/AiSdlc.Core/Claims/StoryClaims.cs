using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Claims;

/// <summary>
/// The claims of a board in one store: who has a story, taken, renewed and ended by compare-and-swap. The protocol is in docs/claims-protocol.md.
/// </summary>
internal sealed class StoryClaims(IClaimStore store, ClaimSightings sightings, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <summary>The store.</summary>
    public IClaimStore Store => store;

    /// <summary>All claims there ever were, by story id in upper case.</summary>
    /// <param name="note">Note for other processes since when each held one stands still.</param>
    public Dictionary<string, StoryClaim> All(bool note) => store.ReadAll().ToDictionary(entry => entry.Key, entry => View(entry.Key, entry.Value, note));

    /// <summary>The claim of one story; null when there never was one.</summary>
    public StoryClaim? Find(string id, bool note = false) => store.Read(id) is { } entry ? View(id, entry, note) : null;

    /// <summary>Takes the claim.</summary>
    /// <exception cref="StoryClaimedException">Somebody has the story, or was faster; or it is done.</exception>
    public StoryClaim Take(string id, string path, string owner, TimeSpan lease, bool evenIfDone)
    {
        var before = store.Read(id);
        if (before is not null && View(id, before, note: true) is var found && !IsFree(found, evenIfDone))
        {
            throw new StoryClaimedException(path, found);
        }

        var taken = store.TrySwap(id, before, ClaimRecord.Next(before?.Record, id, owner, lease, store.Remote, clock.GetUtcNow().UtcDateTime))
            ?? throw new StoryClaimedException(path, Find(id));
        sightings.Forget(store.Key, id);
        return Own(id, path, taken);
    }

    /// <summary>Renews the claim.</summary>
    /// <param name="id">The story's id.</param>
    /// <param name="path">Its file.</param>
    /// <param name="token">The claim's.</param>
    /// <param name="lease">A new lease; null for the one it has.</param>
    /// <exception cref="ClaimLostException">It is not the story's claim any more.</exception>
    public StoryClaim Renew(string id, string path, string token, TimeSpan? lease = null) =>
        Own(id, path, Change(id, path, token, record => record with { Renewals = record.Renewals + 1, Lease = lease ?? record.Lease }));

    /// <summary>Ends the claim.</summary>
    /// <exception cref="ClaimLostException">It is not the story's claim any more.</exception>
    public StoryClaim End(string id, string path, string token, ClaimEnd end)
    {
        var ended = Change(id, path, token, record => record with { End = end });
        sightings.Forget(store.Key, id);
        return View(id, ended, note: false, path);
    }

    /// <summary>Ends whatever claim there is.</summary>
    public void Break(string id, string path)
    {
        if (store.Read(id) is { } entry && entry.Record?.End != ClaimEnd.Done)
        {
            var record = entry.Record ?? ClaimRecord.Next(null, id, string.Empty, ClaimRecord.DefaultLease, store.Remote, clock.GetUtcNow().UtcDateTime);
            _ = store.TrySwap(id, entry, record with { End = ClaimEnd.GivenBack }) ?? throw new StoryClaimedException(path, Find(id));
        }
    }

    /// <summary>Refuses to go on unless a token is that of the story's claim. Asked under the story's lock.</summary>
    /// <exception cref="ClaimLostException">It is not.</exception>
    public void Require(string id, string path, string token) => Own(store.Read(id), id, path, token);

    private ClaimEntry Change(string id, string path, string token, Func<ClaimRecord, ClaimRecord> change)
    {
        // Two that have the token, such as a script and the helper that renews for it, may be at it at once.
        for (var tries = 1; ; tries++)
        {
            var (entry, record) = Own(store.Read(id), id, path, token);
            if (store.TrySwap(id, entry, change(record)) is { } changed)
            {
                return changed;
            }

            if (tries == MostTries)
            {
                throw new ClaimLostException(path, Find(id));
            }
        }
    }

    private (ClaimEntry, ClaimRecord) Own(ClaimEntry? entry, string id, string path, string token) =>
        entry?.Record is { End: ClaimEnd.None } record && record.Token == token
            ? (entry, record)
            : throw new ClaimLostException(path, entry is null ? null : View(id, entry, note: false));

    private StoryClaim Own(string id, string path, ClaimEntry entry) =>
        new(id, path, entry.Record, StoryClaimState.Held, TimeSpan.Zero, store.Remote, clock.GetUtcNow().UtcDateTime, isOwn: true);

    private static bool IsFree(StoryClaim found, bool evenIfDone) =>
        found.State is StoryClaimState.Expired or StoryClaimState.Released || (evenIfDone && found.State == StoryClaimState.Done);

    private StoryClaim View(string id, ClaimEntry entry, bool note, string? path = null)
    {
        var ended = entry.Record?.End switch { ClaimEnd.Done => StoryClaimState.Done, ClaimEnd.GivenBack => StoryClaimState.Released, _ => (StoryClaimState?)null };
        var stood = ended is null && !entry.IsNewer ? sightings.StoodFor(store.Key, id, entry.Version, note) : TimeSpan.Zero;
        var state = ended
            ?? (entry.IsNewer ? StoryClaimState.Newer
                : stood >= (entry.Record?.Lease ?? ClaimRecord.DefaultLease) ? StoryClaimState.Expired
                : entry.Record is null ? StoryClaimState.Unreadable
                : StoryClaimState.Held);
        return new(entry.Record?.Story is { Length: > 0 } story && string.Equals(story, id, StringComparison.OrdinalIgnoreCase) ? story : id, path, entry.Record, state, stood, store.Remote, clock.GetUtcNow().UtcDateTime, isOwn: false);
    }
}
