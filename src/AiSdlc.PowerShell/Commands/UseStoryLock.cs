using System.Collections.Generic;
using System.Management.Automation;
using AiSdlc.Files;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>Holds the locks of one or several stories while a script block runs. They are renewed meanwhile, and always released.</summary>
[Cmdlet(VerbsOther.Use, "StoryLock", DefaultParameterSetName = "Path")]
[OutputType(typeof(object))]
public sealed class UseStoryLockCommand : StoryCommand
{
    private readonly List<StoryPaths> _stories = [];

    /// <summary>Stories by path, with wildcards: a <c>story.md</c> or the folder that holds it.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Stories by path, no character of which is a wildcard.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Stories by id; a worktree's copy comes before the board's own.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>A folder on or below the board; by default the current location.</summary>
    [Parameter(ParameterSetName = "Id")]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>What to do. Cmdlets of this module inside join the hold; a story that was not named cannot be locked inside.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    /// <summary>Milliseconds to wait for each lock; 0 tries once.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; } = LockTiming.DefaultLockTimeout;

    /// <summary>Milliseconds after which a lock that is not refreshed counts as abandoned; at least 2000.</summary>
    [Parameter]
    [ValidateRange(LockTiming.LeastStaleTimeout, int.MaxValue)]
    public int? StaleTimeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        ForEachStory(new StoryNames(Path, LiteralPath, Id, Root), story => _stories.Add(StoryPaths.Resolve(story)));

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
        using var scope = StoryStore.Hold(_stories, Request(new LockTiming(LockTimeout, StaleTimeout)));
        WriteObject(InvokeCommand.InvokeScript(useLocalScope: true, ScriptBlock, input: null), enumerateCollection: true);
        foreach (var lost in scope.Leave())
        {
            WriteError(StoryErrors.RecordOf(StoryLockCompromisedException.InScope(lost.Paths.Story, lost.Paths.Lock)));
        }
    }
}
