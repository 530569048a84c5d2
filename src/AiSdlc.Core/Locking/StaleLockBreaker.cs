using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// Clears away a lock that was judged dead. proper-lockfile removes it by path, so two of its waiters can both take over
/// one lock (its issue 121). Here the directory is first renamed to a name that only we know: one renamer wins, and can
/// look at what it got.
/// </summary>
internal static class StaleLockBreaker
{
    /// <summary>Removes the lock that was judged; false when there was another one by then, which is left, or put back.</summary>
    /// <exception cref="NativeException">The operating system refuses; a lock with something in it is back in its place.</exception>
    public static bool TryClear(StoryPaths paths, LockSnapshot judged)
    {
        var claimed = paths.NewHidden();
        if (!LockSnapshot.Of(paths.Lock).Is(judged.Modified))
        {
            return false;
        }

        try
        {
            if (!FileSystem.Current.TryRename(paths.Lock, claimed))
            {
                return false;
            }
        }
        catch (NativeException error) when (error.Code == "EXDEV")
        {
            // In a lower layer of an overlay (an image, a docker commit) no directory can be renamed, and no process holds what was there before
            // this mount: it is removed by its path, after one more look. The window is stated in docs/lock-protocol.md.
            return LockSnapshot.Of(paths.Lock).Is(judged.Modified) && FileSystem.Current.TryRemoveDirectory(paths.Lock);
        }

        return TryRemoveClaimed(paths, claimed, judged);
    }

    private static bool TryRemoveClaimed(StoryPaths paths, string claimed, LockSnapshot judged)
    {
        var isRemoved = false;
        try
        {
            return isRemoved = LockSnapshot.Of(claimed).Is(judged.Modified) && FileSystem.Current.TryRemoveDirectory(claimed);
        }
        finally
        {
            if (!isRemoved)
            {
                PutBack(claimed, paths.Lock);
            }
        }
    }

    // Without replacing: if somebody took the free name meanwhile, the lock we snatched is lost to its holder, who notices
    // before it writes. Then only the empty directory is left to remove.
    private static void PutBack(string claimed, string lockPath)
    {
        if (!FileSystem.Current.TryRename(claimed, lockPath))
        {
            FileSystem.Current.TryRemoveDirectory(claimed);
        }
    }
}
