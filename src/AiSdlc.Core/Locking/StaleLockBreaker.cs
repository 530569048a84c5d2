using AiSdlc.Paths;
using AiSdlc.Platform;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Locking;

/// <summary>
/// Clears away a lock that was judged dead. proper-lockfile removes it by path, so two of its waiters can both take over
/// one lock (its issue 121). Here the directory is first renamed to a name that only we know: one renamer wins, and can
/// look at what it got. Before that each reserves the directory: one that acts on an old look would rename the lock that the winner's successor
/// has just made, and while that is put back two may hold the story (measured: 16 takers at once, 2 in 1000 locks). Windows removes the very
/// directory that it has looked at, so all that is not needed there.
/// </summary>
internal static class StaleLockBreaker
{
    /// <summary>Removes the lock that was judged; false when there was another one by then, which is left, or put back.</summary>
    /// <param name="paths">The story.</param>
    /// <param name="judged">Its lock as it was judged.</param>
    /// <param name="insists">Even where somebody has reserved it: nobody but a claimer has a reason to, and that one takes two system calls.</param>
    /// <exception cref="NativeException">The operating system refuses; a lock with something in it is back in its place.</exception>
    public static bool TryClear(StoryPaths paths, LockSnapshot judged, bool insists) =>
        FileSystem.Current.TryRemoveDirectory(paths.Lock, judged.Modified) ?? TryClaim(paths, judged, insists);

    private static bool TryClaim(StoryPaths paths, LockSnapshot judged, bool insists)
    {
        var claimed = paths.NewHidden();
        using var directory = TryOpen(paths.Lock);
        if ((directory is not null && !FileSystem.Current.TryReserve(directory) && !insists) || !LockSnapshot.Of(paths.Lock).Is(judged.Modified))
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

    // Without it the claim is as good but for the reservation.
    private static SafeFileHandle? TryOpen(string lockPath)
    {
        try
        {
            return FileSystem.Current.OpenDirectory(lockPath);
        }
        catch (NativeException)
        {
            return null;
        }
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
