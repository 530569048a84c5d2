using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>How often a change is tried again when lock or story went to somebody else.</summary>
internal sealed class CommitAttempts(StoryPaths paths, StoryLog log)
{
    // Losing a lock or meeting a writer without one is rare; three in a row have a cause that a fourth would meet too.
    private const int Most = 4;

    private int _failed;

    /// <summary>True when the change is done; false when it is to be tried again.</summary>
    /// <exception cref="StoryException">It has failed too often.</exception>
    public bool IsDone(CommitResult result)
    {
        if (result == CommitResult.Done)
        {
            return true;
        }

        if (++_failed == Most)
        {
            throw result == CommitResult.LockLost
                ? new StoryLockCompromisedException(paths.Story, paths.Lock, _failed)
                : new StoryChangedException(paths.Story, _failed);
        }

        var reason = result == CommitResult.LockLost ? "its lock was lost before the write" : "it was changed without its lock";
        log.Verbose?.Invoke($"Story {StoryException.IdOf(paths.Story)}: {reason}; starting again with what it says now.");
        return false;
    }
}
