using System.Collections.Generic;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that reads whole stories, those of a board on all processors. Takes no lock.</summary>
public abstract class StoryReadCommand : WaitingStoryCommand
{
    /// <summary>Does the cmdlet's work with one story, on the cmdlet's own thread.</summary>
    private protected abstract void Receive(Story story);

    private protected override void ProcessAll(IEnumerable<string> stories)
    {
        var atOnce = Locking.LockRequest.With(new LockTiming(lockTimeout: 0, StaleTimeout));
        foreach (var listed in ReadAhead.Of(stories, path => new ListedStory(path, StoryStore.Shared.TryReadListed(path, atOnce)?.ToStory())))
        {
            ForStory(() => Receive(listed.Story ?? Read(listed.File)));
        }
    }

    private protected override void Process(string story) => Receive(Read(story));

    /// <summary>A story that is only looked at for another one's sake; null when it cannot be read.</summary>
    private protected Story? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (StoryException exception)
        {
            WriteVerbose(exception.Message);
            return null;
        }
    }

    private Story Read(string path) => StoryStore.Shared.Read(path, LockRequest).ToStory();
}
