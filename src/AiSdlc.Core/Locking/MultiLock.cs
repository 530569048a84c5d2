using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Paths;
using AiSdlc.Storage;

namespace AiSdlc.Locking;

/// <summary>
/// The locks that a runspace holds over several of its own cmdlets. They join the hold, one at a time; no other story can be
/// locked by that runspace meanwhile, for that is how deadlocks start. Other runspaces wait like anyone else.
/// </summary>
internal sealed class MultiLock : IDisposable
{
    private static readonly ConcurrentDictionary<Guid, MultiLock> Scopes = new();

    private readonly Dictionary<string, LockLease> _held = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inUse = new(StringComparer.Ordinal);
    private readonly LockRequest _request;
    private readonly MultiLock? _outer;

    private MultiLock(LockRequest request)
    {
        _request = request;
        _outer = Of(request.Owner);
    }

    /// <summary>The scope that an owner is in; null when it is in none.</summary>
    public static MultiLock? Of(LockOwner owner) => Scopes.TryGetValue(owner.Id, out var scope) ? scope : null;

    /// <summary>Takes the locks of several stories, in the order of their canonical paths: two scopes cannot wait for each other.</summary>
    /// <exception cref="StoryException">One could not be had; none is held.</exception>
    public static MultiLock Enter(IEnumerable<StoryPaths> stories, LockRequest request)
    {
        var scope = new MultiLock(request);
        try
        {
            foreach (var paths in stories.GroupBy(paths => paths.Story).Select(group => group.First()).OrderBy(paths => paths.Story, StringComparer.Ordinal))
            {
                scope._held.Add(paths.Story, LockAcquisition.Take(paths, request));
                OrphanedFiles.Remove(paths, request.Timing.StaleTimeout);
            }

            Scopes[request.Owner.Id] = scope;
            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    /// <summary>The lock of a story for one cmdlet.</summary>
    /// <exception cref="NestedStoryLockException">It is in use by an outer cmdlet, or not of this scope.</exception>
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
            ? LockLease.Joined(held.Lock, () => _inUse.Remove(paths.Story))
            : throw new NestedStoryLockException(paths.Story);
    }

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
        if (_outer is null)
        {
            Scopes.TryRemove(_request.Owner.Id, out _);
        }
        else
        {
            Scopes[_request.Owner.Id] = _outer;
        }

        foreach (var held in _held.Values)
        {
            held.Dispose();
        }

        _held.Clear();
    }
}
