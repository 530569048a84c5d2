using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using AiSdlc.Git;

namespace AiSdlc.Claims;

/// <summary>Claims as refs of the repository, which all its worktrees share; each names a blob with the record. None is ever deleted, so that epochs only grow.</summary>
internal sealed class GitClaimStore(BoardRepository repository, CancellationToken cancel) : IClaimStore
{
    /// <inheritdoc/>
    public string Key => repository.CommonFolder + '\n' + repository.Claims;

    /// <inheritdoc/>
    public string? Remote => null;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ClaimEntry> ReadAll() => Read(GitRefs.Read(repository.Folder, cancel, repository.Claims));

    /// <inheritdoc/>
    public ClaimEntry? Read(string id)
    {
        var name = repository.ClaimOn(id);
        return Objects([name], repository, cancel)[0] is { } found ? Entry(found.Id, found)
            : Read(GitRefs.Read(repository.Folder, cancel, name)).Values.FirstOrDefault(); // there is none, or its blob is gone
    }

    /// <inheritdoc/>
    public ClaimEntry? TrySwap(string id, ClaimEntry? old, ClaimRecord record)
    {
        var blob = GitObjects.WriteBlob(repository.Folder, Encoding.UTF8.GetBytes(record.ToString()), cancel);
        return GitRefs.TrySwap(repository.Folder, repository.ClaimOn(id), old?.Version, blob, cancel) ? new(blob, record, IsNewer: false) : null;
    }

    private IReadOnlyDictionary<string, ClaimEntry> Read(Dictionary<string, string> refs) => Entries(refs, Objects(refs.Values, repository, cancel), repository);

    /// <summary>What some refs or ids name; null for what is missing.</summary>
    internal static IReadOnlyList<GitObject?> Objects(IReadOnlyCollection<string> names, BoardRepository repository, CancellationToken cancel) =>
        GitObjects.ReadSmall(repository.Folder, names, ClaimEntry.MostBytes, cancel);

    /// <summary>What some refs say, with the objects that they name.</summary>
    internal static IReadOnlyDictionary<string, ClaimEntry> Entries(Dictionary<string, string> refs, IReadOnlyList<GitObject?> objects, BoardRepository repository)
    {
        var entries = new Dictionary<string, ClaimEntry>(StringComparer.Ordinal);
        foreach (var reference in refs)
        {
            entries[reference.Key.Substring(repository.Claims.Length)] = Entry(reference.Value, objects[entries.Count]);
        }

        return entries;
    }

    // An object that is missing, too large or no blob says nothing.
    private static ClaimEntry Entry(string version, GitObject? found) =>
        found is { Type: "blob", Size: <= ClaimEntry.MostBytes } ? ClaimEntry.Of(version, found.Content) : new ClaimEntry(version, null, IsNewer: false);
}
