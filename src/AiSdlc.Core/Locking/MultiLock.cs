using System;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Paths;

namespace AiSdlc.Locking;

/// <summary>
/// The locks that a runspace holds over several of its own cmdlets. They join the hold, one at a time; no other story can be
/// locked by that runspace meanwhile, for that is how deadlocks start. Other runspaces wait like anyone else.
/// </summary>
internal sealed class MultiLock : IDisposable
{
    private readonly Dictionary<string, LockLease> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inUse = new(StringComparer.Ordinal);
    private readonly LockManager _manager;
    private readonly LockRequest _request;
    private readonly MultiLock? _outer;

    private MultiLock(LockManager manager, LockRequest request)
    {
        (_manager, _request) = (manager, request);
        _outer = manager.HoldOf(request.Owner);
    }

    /// <summary>Takes the locks of several stories, in the order of their canonical paths: two of them cannot wait for each other.</summary>
    /// <exception cref="StoryException">One could not be had; none is held.</exception>
    public static MultiLock Enter(LockManager manager, IEnumerable<StoryPaths> stories, LockRequest request)
    {
        var hold = new MultiLock(manager, request);
        try
        {
            foreach (var paths in stories.GroupBy(paths => paths.Story).Select(group => group.First()).OrderBy(paths => paths.Story, StringComparer.Ordinal))
            {
                hold._held.Add(paths.Story, manager.Take(paths, request));
            }

            manager.SetHold(request.Owner, hold);
            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>The lock of a story for one cmdlet.</summary>
    /// <exception cref="NestedStoryLockException">It is in use by an outer cmdlet, or not named.</exception>
    /// <exception cref="StoryLockCompromisedException">It was lost: nothing more is written under it.</exception>
    public LockLease Join(StoryPaths paths)
    {
        if (!_held.TryGetValue(paths.Story, out var held))
        {
            throw NestedStoryLockException.NotInScope(paths.Story);
        }

        if (!held.Lock.Confirm())
        {
            throw StoryLockCompromisedException.InScope(paths.Story, paths.Lock);
        }

        return _inUse.Add(paths.Story)
            ? LockLease.Joined(held, () => _inUse.Remove(paths.Story))
            : throw new NestedStoryLockException(paths.Story);
    }

    /// <summary>The stories whose locks are held.</summary>
    public IEnumerable<StoryPaths> Stories => _held.Values.Select(held => held.Lock.Paths);

    /// <summary>Releases all locks, says how that went, and returns those that had been lost by then.</summary>
    public IReadOnlyList<StoryLock> Leave()
    {
        var released = _held.Values.ToList();
        Dispose();
        released.ForEach(held => held.Tell(_request.Log));
        return [.. released.Select(held => held.Lock).Where(held => held.IsLost)];
    }

    /// <summary>Releases all locks.</summary>
    public void Dispose()
    {
        _manager.SetHold(_request.Owner, _outer);
        ReleaseAll();
        _held.Clear();
    }

    /// <summary>Releases all locks, on any thread.</summary>
    public void ReleaseAll()
    {
        foreach (var held in _held.Values)
        {
            held.Dispose();
        }
    }
}
