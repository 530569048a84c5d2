using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Paths;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Holds the locks of one or several stories while a script block runs. They are renewed meanwhile, and always released.</summary>
[Cmdlet(VerbsOther.Use, "StoryLock", DefaultParameterSetName = ByPath)]
[OutputType(typeof(object))]
public sealed class UseStoryLockCommand : WaitingStoryCommand
{
    private readonly List<StoryPaths> _stories = [];

    /// <summary>
    /// What to do; gets the stories, as they are under their locks, as <c>$_</c>. Cmdlets of this module inside join the hold; a story that was not
    /// named cannot be locked inside.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>Runs the script block under all locks, or not at all.</summary>
    protected override void EndProcessing()
    {
        if (!HasFailed && _stories.Count > 0)
        {
            ForStory(Run);
        }
    }

    /// <inheritdoc/>
    private protected override void Process(string story) => _stories.Add(StoryPaths.Resolve(story));

    private void Run()
    {
        var block = ScriptBlock ?? throw Refused("ValueMissing", "Give -ScriptBlock: what to do while the stories are locked.");
        using var scope = StoryStore.Shared.Hold(_stories, LockRequest);
        ScriptBlockRunner.Run(this, block, Read());
        foreach (var lost in scope.Leave())
        {
            WriteError(StoryErrors.RecordOf(StoryLockCompromisedException.InScope(lost.Paths.Story, lost.Paths.Lock)));
        }
    }

    // A story that cannot be read can still be locked, and mended.
    private Story[] Read() => [.. _stories.Select(TryRead).OfType<Story>()];

    private Story? TryRead(StoryPaths paths)
    {
        try
        {
            return StoryStore.Shared.Read(paths.Story, LockRequest).ToStory();
        }
        catch (FrontmatterException exception)
        {
            WriteWarning($"{exception.Message} The block does not get it as $_.");
            return null;
        }
    }
}
