using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using AiSdlc.Git;

namespace AiSdlc.Claims;

/// <summary>The same refs at a remote, which all its clones share.</summary>
internal sealed class RemoteClaimStore(BoardRepository repository, GitRemote remote, CancellationToken cancel) : IClaimStore
{
    private const int MostLooks = 3;

    /// <inheritdoc/>
    public string Key => repository.CommonFolder + '\n' + remote.Name + '\n' + repository.Claims;

    /// <inheritdoc/>
    public string? Remote => remote.Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ClaimEntry> ReadAll() => Look(repository.Claims + "*");

    /// <inheritdoc/>
    public ClaimEntry? Read(string id) => Look(repository.ClaimOn(id)).Values.FirstOrDefault();

    /// <inheritdoc/>
    public ClaimEntry? TrySwap(string id, ClaimEntry? old, ClaimRecord record)
    {
        var blob = GitObjects.WriteBlob(repository.Folder, Encoding.UTF8.GetBytes(record.ToString()), cancel);
        return remote.TrySwap(repository.ClaimOn(id), old?.Version, blob) ? new(blob, record, IsNewer: false) : null;
    }

    private IReadOnlyDictionary<string, ClaimEntry> Look(string pattern)
    {
        for (var look = 1; ; look++)
        {
            var refs = remote.Refs(pattern).Where(reference => reference.Key.StartsWith(repository.Claims, StringComparison.Ordinal)).ToDictionary(reference => reference.Key, reference => reference.Value);
            var objects = GitClaimStore.Objects(refs.Values, repository, cancel);
            if (objects.Contains(null))
            {
                remote.Fetch(refs.Keys.Zip(objects, (name, found) => (name, found)).Where(pair => pair.found is null).Select(pair => pair.name));
                objects = GitClaimStore.Objects(refs.Values, repository, cancel);
            }

            // What was listed may have changed before it was fetched: then list again.
            if (!objects.Contains(null) || look == MostLooks)
            {
                return GitClaimStore.Entries(refs, objects, repository);
            }
        }
    }
}
