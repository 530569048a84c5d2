// The lock protocol. One writer at a time for one story.md, among any number of processes, runspaces and Node peers that use proper-lockfile; and no lost update even when a
// holder dies, is stopped, or loses its lock without knowing.
//
// Form on disk. The lock of <canonical>/story.md is the directory <canonical>/story.md.lock. Whoever creates it with mkdir(2) holds it. It is always empty: a file
// in it would make a Node peer's rmdir fail for ever. Its mtime is the heartbeat, and read back exactly it is the lock's identity: Node looks at milliseconds
// only, so the digits below are random. A missing directory or another mtime means that the lock is lost. rmdir releases it.
//
// Who may delete what. A holder removes its own lock, after checking that it still is its own. Anybody may take over a lock that is abandoned or orphaned
// (LockInspector), and only by the claim in StaleLockBreaker, which has one winner. Nobody else ever removes, touches or fills a lock: a Node holder whose lock
// changes dies of it. Temporary files beside the story belong to the holder; whoever gets the lock deletes the ones it finds before it reads. So a former holder
// that was paused with its temporary file written finds it gone when it renames: between our own processes no window remains.
//
// Commit order. Take the lock, clean, read, write and flush the temporary file, confirm that the lock and the story are still the ones we saw, rename, release,
// flush the folder, say that it is done. Lost before the rename: nothing is written and the whole read-modify-write starts again. Lost after it: the edit stands,
// is never applied again, and nothing is removed.
//
// What a reader may assume. story.md is replaced atomically by us; a Node peer writes in place while it holds the lock. So a reader waits for a fresh lock that
// has no record of ours, and takes none itself (StoryReader).
//
// What is not detected. Two windows stay, each of a few system calls: between the last check of the lock and the rename, against a Node peer that takes over a
// lock it thinks stale and then reads; and between the check and the rmdir of a release, when the holder is paused there for longer than the stale time. Writers
// that take no lock are noticed up to the rename.

using System;
using AiSdlc.Paths;
using AiSdlc.Platform;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Locking;

/// <summary>A lock that is held: created by <see cref="TryCreate"/>, renewed by <see cref="Heartbeat"/>, released by <see cref="Release"/>.</summary>
internal sealed class StoryLock : IDisposable
{
    // Nobody may judge a lock stale that is younger than LeastStaleTimeout. Within half of that, the directory at the path
    // is certainly the one we made; later it might be a successor's.
    private static readonly TimeSpan CertainlyOurs = TimeSpan.FromMilliseconds(LockTiming.LeastStaleTimeout / 2);

    private readonly object _gate = new();
    private readonly LockManager _manager;
    private readonly SafeFileHandle? _directory;
    private readonly OwnerRecord _record;
    private readonly long _made;
    private DateTime _identity;
    private volatile bool _lost;
    private bool _released;

    private StoryLock(LockManager manager, StoryPaths paths, SafeFileHandle? directory, long made, DateTime identity, OwnerRecord record)
    {
        Paths = paths;
        (_manager, _directory, _made, _identity, _record) = (manager, directory, made, identity, record);
        lock (_gate)
        {
            manager.Heartbeat.Watch(this);
            record.Write(identity);
        }
    }

    /// <summary>The story this lock protects.</summary>
    public StoryPaths Paths { get; }

    /// <summary>Time since it was taken.</summary>
    public TimeSpan HeldFor => _manager.Clock.GetElapsedTime(_made);

    /// <summary>Why the lock could not be removed, once released; null when it could, or was lost before.</summary>
    public NativeException? ReleaseError { get; private set; }

    /// <summary>Who holds it, for the eyes of others.</summary>
    public StoryLockHolder Holder => _record.Facts.ToHolder();

    /// <summary>True once the lock is known to be somebody else's or gone.</summary>
    public bool IsLost => _lost;

    /// <summary>Makes the lock directory; null when something has that name already, or took it away at once.</summary>
    /// <param name="manager">Whose lock it will be.</param>
    /// <param name="paths">The story.</param>
    /// <param name="record">Made before, however slow that is the first time in a process: who dies between directory and record leaves a lock that has to be waited out.</param>
    /// <exception cref="NativeException">The operating system refuses.</exception>
    public static StoryLock? TryCreate(LockManager manager, StoryPaths paths, OwnerRecord record)
    {
        manager.Heartbeat.Start();
        var made = manager.Clock.GetTimestamp();
        if (!FileSystem.Current.TryMakeDirectory(paths.Lock))
        {
            return null;
        }

        SafeFileHandle? directory = null;
        try
        {
            directory = FileSystem.Current.OpenDirectory(paths.Lock);
            if (manager.Clock.GetElapsedTime(made) > CertainlyOurs)
            {
                directory?.Dispose();
                return null; // we were paused; if that directory is ours after all, it turns stale like a dead holder's
            }

            var identity = FileSystem.Current.SetTime(directory, paths.Lock, LockIdentity.At(manager.Clock.GetUtcNow()));
            return new StoryLock(manager, paths, directory, made, identity, record);
        }
        catch (NativeException error) when (directory is null && error.Code is "ENOENT" or "ENOTDIR" or "ELOOP")
        {
            return null; // somebody took the directory away (git clean -fdx does) or put a link there: whoever waits looks again
        }
        catch
        {
            directory?.Dispose();
            if (manager.Clock.GetElapsedTime(made) <= CertainlyOurs)
            {
                Remove(paths.Lock, identity: null);
            }

            throw;
        }
    }

    /// <summary>Looks whether the lock is still ours. A lost lock is never ours again.</summary>
    /// <exception cref="NativeException">The operating system does not say.</exception>
    public bool Confirm()
    {
        lock (_gate)
        {
            _lost = _lost || _released || !LockSnapshot.Of(Paths.Lock).Is(_identity);
            return !_lost;
        }
    }

    /// <summary>True when what was seen at the path is this lock.</summary>
    public bool IsSeenAs(LockSnapshot seen)
    {
        lock (_gate)
        {
            return seen.Is(_identity);
        }
    }

    /// <summary>Renews the heartbeat; false when there is none to renew any more. Called by <see cref="Heartbeat"/> on a thread of its own.</summary>
    public bool TryRefresh()
    {
        lock (_gate)
        {
            try
            {
                if (_released || !Confirm())
                {
                    return false;
                }

                _identity = FileSystem.Current.SetTime(_directory, Paths.Lock, LockIdentity.At(_manager.Clock.GetUtcNow()), _identity);
                _record.Write(_identity);
                return true;
            }
            catch (Exception exception) when (NativeErrors.IsFrom(exception))
            {
                _lost = true; // it cannot be kept alive: say so now rather than write under a lock that turns stale
                return false;
            }
        }
    }

    /// <summary>Releases the lock if it is still ours, and has the system clean up after it.</summary>
    public void Dispose()
    {
        Release();
        _manager.Closing.Start();
    }

    /// <summary>Releases the lock if it is still ours. May be called again; never throws.</summary>
    public void Release()
    {
        _manager.Heartbeat.Forget(this);
        lock (_gate)
        {
            if (_released)
            {
                return;
            }

            var ours = IsOursToRemove();
            _released = true;
            _record.Delete(ours);
            if (ours)
            {
                ReleaseError = Remove(Paths.Lock, _identity);
            }

            _record.Dispose();
            if (_directory is not null)
            {
                _manager.Closing.Close(_directory);
            }
        }
    }

    private bool IsOursToRemove()
    {
        try
        {
            return Confirm();
        }
        catch (NativeException error)
        {
            ReleaseError = error;
            return false;
        }
    }

    private static NativeException? Remove(string lockPath, DateTime? identity)
    {
        try
        {
            _ = (identity is { } time ? FileSystem.Current.TryRemoveDirectory(lockPath, time) : null) ?? FileSystem.Current.TryRemoveDirectory(lockPath);
            return null;
        }
        catch (NativeException error)
        {
            return error; // it turns stale by itself
        }
    }
}
