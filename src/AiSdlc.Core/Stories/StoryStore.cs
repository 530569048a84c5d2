using System;
using System.Collections.Generic;
using System.IO;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>
/// Stories, read and changed as wholes. One update is: take the lock, read, edit, write a temporary file, confirm that lock and
/// story are still the ones we saw, rename, release, flush the folder; and the whole of it again when they are not.
/// </summary>
internal sealed class StoryStore(LockManager locks)
{
    /// <summary>The one of this process.</summary>
    public static StoryStore Shared { get; } = new(LockManager.Shared);

    /// <summary>Reads a story; takes no lock. Of a very large one only the head, unless it is asked for whole.</summary>
    public StoryRead Read(string path, LockRequest request, bool isWhole = false) => Read(StoryPaths.Resolve(path), request, isWhole);

    /// <summary>
    /// Reads a story of a listed board, on any thread, where that takes no waiting and nothing is
    /// wrong; else null, and <see cref="Read(string, LockRequest, bool)"/> waits or says why.
    /// </summary>
    public StoryRead? TryReadListed(string path, LockRequest atOnce)
    {
        try
        {
            return Read(StoryPaths.ResolveListed(path), atOnce, isWhole: false);
        }
        catch (Exception exception) when (exception is StoryException or Platform.NativeException)
        {
            return null;
        }
    }

    /// <summary>Applies an edit without writing anything: what the update would do to the story as it is now.</summary>
    public StoryUpdate Preview(string path, StoryEdit edit, LockRequest request)
    {
        var read = Read(path, request, isWhole: true);
        try
        {
            return StoryUpdate.Of(read, edit, StoryLog.Silent);
        }
        catch (Exception exception) when (ErrorMapper.Translate(exception, read.Paths.Story) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Applies an edit under the story's lock.</summary>
    /// <exception cref="StoryException">It was not done; the story is as it was, unless the message says otherwise.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled before anything was written.</exception>
    public StoryUpdate Update(string path, StoryEdit edit, LockRequest request)
    {
        var paths = StoryPaths.Resolve(path);
        var attempts = new CommitAttempts(paths, request.Log);
        if (JitWarmup.Once())
        {
            Rehearse(paths, edit);
        }

        while (true)
        {
            try
            {
                if (attempts.IsDone(TryUpdate(paths, edit, request, out var update)))
                {
                    return update!;
                }
            }
            catch (Exception exception) when (ErrorMapper.Translate(exception, paths.Story) is { } translated)
            {
                throw translated;
            }
        }
    }

    /// <summary>Writes a file beside the story, as one atomic replacement under the story's lock, and returns its path.</summary>
    /// <param name="path">The story.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="content">Makes the new bytes of the old ones, null where there is no file. Pure: it may be asked again.</param>
    /// <param name="request">For the lock.</param>
    /// <param name="guard">Asked under the lock: throws to refuse the change. Null for nothing to ask.</param>
    /// <exception cref="StoryException">It was not done.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled before anything was written.</exception>
    public string WriteBeside(string path, string file, Func<byte[]?, byte[]> content, LockRequest request, Action<StoryPaths>? guard = null)
    {
        var paths = StoryPaths.Resolve(path);
        var attempts = new CommitAttempts(paths, request.Log);
        JitWarmup.Once();
        while (true)
        {
            try
            {
                var target = paths.Beside(file);
                if (attempts.IsDone(TryWriteBeside(paths, target, content, request, guard)))
                {
                    return target;
                }
            }
            catch (Exception exception) when (ErrorMapper.Translate(exception, paths.Story) is { } translated)
            {
                throw translated;
            }
        }
    }

    /// <summary>Holds the locks of several stories until they are left.</summary>
    /// <exception cref="StoryException">One could not be had; none is held.</exception>
    public MultiLock Hold(IReadOnlyList<StoryPaths> stories, LockRequest request)
    {
        MultiLock? hold = null;
        try
        {
            hold = MultiLock.Enter(locks, stories, request);
            foreach (var paths in hold.Stories)
            {
                OrphanedFiles.Remove(paths, locks.Inspector, request.Timing);
            }

            return hold;
        }
        catch (Exception exception) when (exception is Platform.NativeException error && Release(hold))
        {
            throw ErrorMapper.From(error, error.Path);
        }
    }

    // All of the edit but the write, without the lock, so that none of it runs for the first time under it. A script of the user's is not run
    // twice. What is wrong here is wrong under the lock too, and is said there.
    private void Rehearse(StoryPaths paths, StoryEdit edit)
    {
        try
        {
            var read = Read(paths, LockRequest.With(new LockTiming(lockTimeout: 0)), isWhole: false);
            StoryUpdate.Of(read, edit with { Transform = null }, StoryLog.Silent).After.WriteTo(Stream.Null);
        }
        catch (Exception exception) when (exception is StoryException || ErrorMapper.Translate(exception, paths.Story) is not null)
        {
        }
    }

    private static bool Release(MultiLock? hold)
    {
        hold?.Dispose();
        return true;
    }

    private StoryRead Read(StoryPaths paths, LockRequest request, bool isWhole)
    {
        try
        {
            return StoryRead.Parse(paths, new StoryReader(locks, paths, request).Read(isWhole));
        }
        catch (Exception exception) when (ErrorMapper.Translate(exception, paths.Story) is { } translated)
        {
            throw translated;
        }
    }

    private CommitResult TryUpdate(StoryPaths paths, StoryEdit edit, LockRequest request, out StoryUpdate? update)
    {
        using var transaction = StoryTransaction.Begin(locks, paths, request);
        var read = transaction.Read();
        if (read.Bytes.Length == 0)
        {
            transaction.Abandon(); // a Node peer is just creating it, and does so without the lock
            StoryRead.Parse(paths, new StoryReader(locks, paths, request).Read(isWhole: false));
            update = null;
            return CommitResult.StoryChanged;
        }

        update = StoryUpdate.Of(StoryRead.Parse(paths, read), edit, request.Log);
        var result = update.Changed ? transaction.Commit(paths.Story, read, update.After.WriteTo) : CommitResult.Done;
        transaction.Complete(result);
        return result;
    }

    private CommitResult TryWriteBeside(StoryPaths paths, string target, Func<byte[]?, byte[]> content, LockRequest request, Action<StoryPaths>? guard)
    {
        using var transaction = StoryTransaction.Begin(locks, paths, request);
        guard?.Invoke(paths);
        var read = Platform.FileSystem.Current.Stat(target) is null ? null : FileSnapshot.Read(target);
        var bytes = content(read?.Bytes);
        var result = transaction.Commit(target, read, stream => stream.Write(bytes, 0, bytes.Length));
        transaction.Complete(result);
        return result;
    }
}
