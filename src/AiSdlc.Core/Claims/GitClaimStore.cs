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
    public IReadOnlyDictionary<string, ClaimEntry> ReadAll() => Entries(GitRefs.Read(repository.Folder, cancel, repository.Claims), repository, cancel);

    /// <inheritdoc/>
    public ClaimEntry? Read(string id)
    {
        var name = repository.ClaimOn(id);
        try
        {
            return GitObjects.Read(repository.Folder, [name], cancel, 2 * ClaimEntry.MostBytes)[0] is { Type: "blob" } found
                ? ClaimEntry.Of(found.Id, found.Content)
                : ReadRef(name); // none, or none that can be read
        }
        catch (GitException exception) when (exception.Code == "EFBIG")
        {
            return ReadRef(name);
        }
    }

    /// <inheritdoc/>
    public ClaimEntry? TrySwap(string id, ClaimEntry? old, ClaimRecord record)
    {
        var blob = GitObjects.WriteBlob(repository.Folder, Encoding.UTF8.GetBytes(record.ToString()), cancel);
        return GitRefs.TrySwap(repository.Folder, repository.ClaimOn(id), old?.Version, blob, cancel) ? new(blob, record, IsNewer: false) : null;
    }

    private ClaimEntry? ReadRef(string name) => Entries(GitRefs.Read(repository.Folder, cancel, name), repository, cancel).Values.FirstOrDefault();

    /// <summary>What the blobs of some refs say. One that is missing, too large or no blob says nothing.</summary>
    internal static IReadOnlyDictionary<string, ClaimEntry> Entries(Dictionary<string, string> refs, BoardRepository repository, CancellationToken cancel)
    {
        var known = GitObjects.Look(repository.Folder, refs.Values, cancel).Where(found => found is { Type: "blob", Size: <= ClaimEntry.MostBytes }).Select(found => found!.Id).Distinct().ToList();
        var blobs = GitObjects.Read(repository.Folder, known, cancel).Where(found => found is not null).ToDictionary(found => found!.Id, found => found!.Content);
        return refs.ToDictionary(
            reference => reference.Key.Substring(repository.Claims.Length),
            reference => blobs.TryGetValue(reference.Value, out var content) ? ClaimEntry.Of(reference.Value, content) : new ClaimEntry(reference.Value, null, IsNewer: false));
    }
}
