using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AiSdlc.Paths;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Holds the locks of one or several stories while a script block runs. They are renewed meanwhile, and always released.</summary>
[Cmdlet(VerbsOther.Use, "StoryLock", DefaultParameterSetName = ByPath)]
[OutputType(typeof(object))]
public sealed class UseStoryLockCommand : NamedStoryCommand
{
    // Gathers the output, so that a pipeline which has enough of it cannot end the block half way. (The overload that takes a
    // script block would write the block's errors past this cmdlet's error stream, to the host.)
    private const string WholeBlock = "@(& $args[0])";

    private readonly List<StoryPaths> _stories = [];

    /// <summary>What to do. Cmdlets of this module inside join the hold; a story that was not named cannot be locked inside.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        ForEachStory(Names, story => _stories.Add(StoryPaths.Resolve(story)));

    /// <summary>Runs the script block under all locks, or not at all.</summary>
    protected override void EndProcessing()
    {
        if (!HasFailed && _stories.Count > 0)
        {
            ForStory(Run);
        }
    }

    private void Run()
    {
        using var scope = StoryStore.Shared.Hold(_stories, LockRequest());
        InvokeCommand.InvokeScript(WholeBlock, useNewScope: true, PipelineResultTypes.Output | PipelineResultTypes.Error, input: null, ScriptBlock);
        foreach (var lost in scope.Leave())
        {
            WriteError(StoryErrors.RecordOf(StoryLockCompromisedException.InScope(lost.Paths.Story, lost.Paths.Lock)));
        }
    }
}
