using System;
using System.IO;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Stories;

/// <summary>One attempt to change a story: begin, read, edit (which is the caller's), commit, complete. Disposed early, it leaves everything as it was.</summary>
internal sealed class StoryTransaction : IDisposable
{
    private readonly LockManager _locks;
    private readonly LockLease _lease;
    private readonly LockRequest _request;
    private readonly SafeFileHandle? _folder; // opened before the rename: by its path it may be another one when it is to be flushed

    private StoryTransaction(LockManager locks, LockLease lease, LockRequest request, SafeFileHandle? folder) =>
        (_locks, _lease, _request, _folder) = (locks, lease, request, folder);

    private StoryPaths Paths => _lease.Lock.Paths;

    /// <summary>Takes the lock, and removes what dead holders left.</summary>
    public static StoryTransaction Begin(LockManager locks, StoryPaths paths, LockRequest request)
    {
        var lease = locks.Take(paths, request);
        try
        {
            OrphanedFiles.Remove(paths, locks.Inspector, request.Timing);
            return new StoryTransaction(locks, lease, request, FileSystem.Current.OpenDirectory(paths.Folder));
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>The story as it is.</summary>
    public FileSnapshot Read() => FileSnapshot.Read(Paths.Story);

    /// <summary>Puts a new file in the place of the one that was read.</summary>
    /// <param name="target">The story, or a file beside it.</param>
    /// <param name="read">It, as it was read; null where there was none.</param>
    /// <param name="content">Writes the new file.</param>
    public CommitResult Commit(string target, FileSnapshot? read, Action<Stream> content) => AtomicReplace.Write(_lease.Lock, target, read, content, _locks.Closing);

    /// <summary>Lets the lock go before anything was written.</summary>
    public void Abandon() => _lease.Release();

    /// <summary>Releases the lock, makes the change survive a power cut, and tells how it went.</summary>
    /// <remarks>
    /// The flush is out of the lock, so that the next holder works while the disk does; it flushes the same folder before it says anything of what it
    /// found. So must we, with nothing written: what we found may not be safe yet.
    /// </remarks>
    public void Complete(CommitResult result)
    {
        _lease.Release();
        if (result == CommitResult.Done)
        {
            Flush();
        }

        _request.Log.Debug?.Invoke($"The change: {result}.");
        _lease.Tell(_request.Log);
        if (_lease.Lock.ReleaseError is null && _lease.Lock.IsLost && result == CommitResult.Done)
        {
            var id = StoryException.IdOf(Paths.Story);
            _request.Log.Warning($"The lock of story {id} was lost after the story was written. The change stands; a writer that ignored the lock may have read the old story.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lease.Dispose();
        _folder?.Dispose();
    }

    private void Flush()
    {
        try
        {
            if (_folder is not null)
            {
                FileSystem.Current.Flush(_folder, Paths.Folder);
            }
        }
        catch (NativeException error)
        {
            throw ErrorMapper.NotFlushed(error, Paths.Story);
        }
    }
}
