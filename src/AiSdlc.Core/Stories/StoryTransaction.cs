using System;
using AiSdlc.Errors;
using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>What every change of a story shares: the lock around it, another try when lock or story went to somebody else, and the errors.</summary>
internal static class StoryTransaction
{
    // Losing a lock or meeting a writer without one is rare; three in a row have a cause that a fourth would meet too.
    private const int Attempts = 4;

    /// <summary>Runs one change under the lock until it is done or has failed too often.</summary>
    /// <param name="path">The story.</param>
    /// <param name="request">For the lock.</param>
    /// <param name="once">The change. It confirms the lock itself, right before the rename.</param>
    public static T Run<T>(string path, LockRequest request, Func<StoryPaths, LockLease, (CommitResult CommitResult, T? Result)> once)
    {
        var found = StoryPaths.Resolve(path);
        JitWarmup.Once();
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, result) = Guarded(found, paths => UnderLock(paths, request, once));
            if (outcome == CommitResult.Done)
            {
                return result!;
            }

            if (attempt == Attempts)
            {
                throw outcome == CommitResult.LockLost
                    ? new StoryLockCompromisedException(found.Story, found.Lock, attempt)
                    : new StoryChangedException(found.Story, attempt);
            }

            request.Log.Verbose?.Invoke($"Story {StoryException.IdOf(found.Story)}: {Reason(outcome)}; starting again with what it says now.");
        }
    }

    /// <summary>The one place where faults below become exceptions that name the story.</summary>
    public static T Guarded<T>(StoryPaths paths, Func<StoryPaths, T> work)
    {
        try
        {
            return work(paths);
        }
        catch (NativeException error) when (error.Code is "ENOENT" or "ENOTDIR")
        {
            throw new StoryNotFoundException(paths.Story, error);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, paths.Story);
        }
        catch (FrontmatterFault fault)
        {
            throw new FrontmatterException(paths.Story, fault.Line, fault.Column, fault.Rule, fault.Message, fault);
        }
        catch (StatusFault fault)
        {
            throw new StatusNotAllowedException(paths.Story, fault.Message);
        }
        catch (UnsupportedValueFault fault)
        {
            throw new UnsupportedValueException(paths.Story, fault.Key, fault.ValueType, fault.Message, fault);
        }
    }

    private static (CommitResult CommitResult, T? Result) UnderLock<T>(
        StoryPaths paths, LockRequest request, Func<StoryPaths, LockLease, (CommitResult CommitResult, T? Result)> once)
    {
        using var held = LockAcquisition.Take(paths, request);
        OrphanedFiles.Remove(paths, request.Timing.StaleTimeout);
        var done = once(paths, held);
        held.Release();
        if (done.CommitResult == CommitResult.Done)
        {
            // Out of the lock, so that the next holder works while the disk does; it flushes the same folder before it says anything of what it
            // found. So must we, with nothing written: what we found may not be safe yet.
            AtomicReplace.Flush(paths);
        }

        Tell(held, done.CommitResult, request.Log);
        return done;
    }

    private static void Tell(LockLease held, CommitResult outcome, StoryLog log)
    {
        log.Debug?.Invoke($"The change: {outcome}.");
        held.Tell(log);
        if (held.Lock.ReleaseError is null && held.Lock.IsLost && outcome == CommitResult.Done)
        {
            var id = StoryException.IdOf(held.Lock.Paths.Story);
            log.Warning($"The lock of story {id} was lost after the story was written. The change stands; a writer that ignored the lock may have read the old story.");
        }
    }

    private static string Reason(CommitResult outcome) => outcome == CommitResult.LockLost ? "its lock was lost before the write" : "it was changed without its lock";
}
