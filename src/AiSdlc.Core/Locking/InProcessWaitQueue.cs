using System;
using System.Collections.Generic;
using System.Threading;

namespace AiSdlc.Locking;

/// <summary>
/// The waiting line for a story inside this process: first come, first served, and only the first in line contends for
/// the lock directory. It also knows which runspace has the story, so that one cannot wait for itself.
/// </summary>
internal static class InProcessWaitQueue
{
    private static readonly Dictionary<string, LinkedList<Turn>> Lines = new(StringComparer.Ordinal);

    /// <summary>Joins the line of a story.</summary>
    /// <exception cref="NestedStoryLockException">The same owner is in it already.</exception>
    public static Turn Join(string story, LockOwner owner)
    {
        lock (Lines)
        {
            if (!Lines.TryGetValue(story, out var line))
            {
                Lines.Add(story, line = []);
            }

            foreach (var other in line)
            {
                if (other.Owner.Id == owner.Id)
                {
                    throw new NestedStoryLockException(story);
                }
            }

            var turn = new Turn(story, owner);
            line.AddLast(turn);
            if (line.Count == 1)
            {
                turn.Come();
            }

            return turn;
        }
    }

    /// <summary>How many of this process hold or want the story.</summary>
    public static int Length(string story)
    {
        lock (Lines)
        {
            return Lines.TryGetValue(story, out var line) ? line.Count : 0;
        }
    }

    /// <summary>The runspace of this process that holds the lock that was seen; null when it is none of ours.</summary>
    public static StoryLockHolder? HolderHere(string story, LockSnapshot seen)
    {
        lock (Lines)
        {
            return Lines.TryGetValue(story, out var line) && line.First!.Value is { Held: { } held } && held.IsSeenAs(seen)
                ? held.Holder
                : null;
        }
    }

    private static void Leave(Turn turn)
    {
        lock (Lines)
        {
            if (!Lines.TryGetValue(turn.Story, out var line) || !line.Remove(turn))
            {
                return;
            }

            if (line.Count == 0)
            {
                Lines.Remove(turn.Story);
            }
            else
            {
                line.First!.Value.Come();
            }
        }
    }

    /// <summary>A place in the line; disposing it lets the next one in.</summary>
    internal sealed class Turn(string story, LockOwner owner) : IDisposable
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

        public void Dispose() => Leave(this);
    }
}
