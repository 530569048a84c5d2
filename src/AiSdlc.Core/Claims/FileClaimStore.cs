using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using AiSdlc.Board;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;
using AiSdlc.Stories;

namespace AiSdlc.Claims;

/// <summary>The same records where there is no repository: a file beside the story, changed under the story's lock.</summary>
internal sealed class FileClaimStore(StoryBoard board, LockRequest request) : IClaimStore
{
    private const string Name = ".story.md.claim";
    private static readonly ClaimEntry TooLarge = new("too large", null, IsNewer: false);

    /// <inheritdoc/>
    public string Key => board.Folder;

    /// <inheritdoc/>
    public string? Remote => null;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ClaimEntry> ReadAll()
    {
        var entries = new Dictionary<string, ClaimEntry>(StringComparer.Ordinal);
        foreach (var story in board.Stories(allCopies: false))
        {
            if (File.Exists(Path.Combine(Path.GetDirectoryName(story)!, Name)) && ReadBeside(story) is { } entry)
            {
                entries[StoryException.IdOf(story).ToUpperInvariant()] = entry;
            }
        }

        return entries;
    }

    /// <inheritdoc/>
    public ClaimEntry? Read(string id) => ReadBeside(board.Find(id));

    /// <inheritdoc/>
    public ClaimEntry? TrySwap(string id, ClaimEntry? old, ClaimRecord record)
    {
        var bytes = Encoding.UTF8.GetBytes(record.ToString());
        try
        {
            StoryStore.Shared.WriteBeside(board.Find(id), Name, now => EntryOf(now)?.Version == old?.Version ? bytes : throw new SwapLost(), request);
            return EntryOf(bytes);
        }
        catch (SwapLost)
        {
            return null;
        }
    }

    private static ClaimEntry? ReadBeside(string story)
    {
        var file = StoryPaths.Resolve(story).Beside(Name);
        try
        {
            return FileSystem.Current.Stat(file) is not { } stamp ? null
                : stamp.Size > ClaimEntry.MostBytes ? TooLarge
                : EntryOf(FileSnapshot.Read(file).Bytes);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, story);
        }
    }

    private static ClaimEntry? EntryOf(byte[]? bytes) => bytes is null ? null
        : bytes.Length > ClaimEntry.MostBytes ? TooLarge
        : ClaimEntry.Of(Sha256.Hex(bytes), bytes);

    private sealed class SwapLost : Exception;
}
