using System;
using System.Collections.Generic;
using System.Threading;

namespace AiSdlc.Locking;

/// <summary>
/// The wait queues of this process, one for each story: first come, first served, and only the first contends for
/// the lock directory. They also know which runspace has the story, so that one cannot wait for itself.
/// </summary>
internal sealed class InProcessWaitQueue
{
    private readonly Dictionary<string, LinkedList<QueueTicket>> _queues = new(StringComparer.Ordinal);

    /// <summary>Joins the queue of a story.</summary>
    /// <exception cref="NestedStoryLockException">The same owner is in it already.</exception>
    public QueueTicket Join(string story, LockOwner owner)
    {
        lock (_queues)
        {
            if (!_queues.TryGetValue(story, out var queue))
            {
                _queues.Add(story, queue = []);
            }

            foreach (var other in queue)
            {
                if (other.Owner.Id == owner.Id)
                {
                    throw new NestedStoryLockException(story);
                }
            }

            var ticket = new QueueTicket(this, story, owner);
            queue.AddLast(ticket);
            if (queue.Count == 1)
            {
                ticket.Come();
            }

            return ticket;
        }
    }

    /// <summary>How many of this process hold or want the story.</summary>
    public int Length(string story)
    {
        lock (_queues)
        {
            return _queues.TryGetValue(story, out var queue) ? queue.Count : 0;
        }
    }

    /// <summary>The runspace of this process that holds the lock that was seen; null when it is none of ours.</summary>
    public StoryLockHolder? HolderHere(string story, LockSnapshot seen)
    {
        lock (_queues)
        {
            return _queues.TryGetValue(story, out var queue) && queue.First!.Value is { Held: { } held } && held.IsSeenAs(seen)
                ? held.Holder
                : null;
        }
    }

    private void Leave(QueueTicket ticket)
    {
        lock (_queues)
        {
            if (!_queues.TryGetValue(ticket.Story, out var queue) || !queue.Remove(ticket))
            {
                return;
            }

            if (queue.Count == 0)
            {
                _queues.Remove(ticket.Story);
            }
            else
            {
                queue.First!.Value.Come();
            }
        }
    }

    /// <summary>A place in a queue; disposing it lets the next one in.</summary>
    internal sealed class QueueTicket(InProcessWaitQueue queue, string story, LockOwner owner) : IDisposable
    {
        private readonly ManualResetEventSlim _come = new();

        public string Story => story;

        public LockOwner Owner => owner;

        /// <summary>Set when this place is the first.</summary>
        public WaitHandle Signal => _come.WaitHandle;

        /// <summary>True when this place is the first.</summary>
        public bool HasCome => _come.IsSet;

        /// <summary>The lock, while this place has it.</summary>
        public StoryLock? Held { get; set; }

        public void Come() => _come.Set();

        public void Dispose() => queue.Leave(this);
    }
}
