using System.Management.Automation;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that changes each story it is given by one atomic edit.</summary>
public abstract class StoryEditCommand : StoryCommand
{
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";
    private protected const string ById = "Id";

    /// <summary>Stories by path, with wildcards: a <c>story.md</c> or the folder that holds it.</summary>
    [Parameter(ParameterSetName = ByPath, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public virtual string[]? Path { get; set; }

    /// <summary>Stories by path, no character of which is a wildcard.</summary>
    [Parameter(ParameterSetName = ByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public virtual string[]? LiteralPath { get; set; }

    /// <summary>Stories by id; a worktree's copy comes before the board's own.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public virtual string[]? Id { get; set; }

    /// <summary>A folder on or below the board; by default the current location.</summary>
    [Parameter(ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    public virtual string? Root { get; set; }

    /// <summary>Refuses the edit unless the story still is this version, as Get-Story and -PassThru give it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfVersion { get; set; }

    /// <summary>Milliseconds to wait for the lock; 0 tries once.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; } = LockTiming.DefaultLockTimeout;

    /// <summary>Most timed retries while waiting for the lock.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? RetryCount { get; set; }

    /// <summary>Milliseconds after which a lock that is not refreshed counts as abandoned; at least 2000.</summary>
    [Parameter]
    [ValidateRange(LockTiming.LeastStaleTimeout, int.MaxValue)]
    public int? StaleTimeout { get; set; }

    /// <summary>Emits each story as it is after the edit.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is about to be done, in words for -Confirm.</summary>
    private protected abstract string Action { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = Request(new LockTiming(LockTimeout, StaleTimeout, RetryCount));
        ForEachStory(new StoryNames(Path, LiteralPath, Id, Root), story => Update(story, request));
    }

    /// <summary>The edit for one story.</summary>
    private protected abstract StoryEdit Edit(string story);

    private void Update(string story, LockRequest request)
    {
        var edit = Edit(story);
        edit.IfVersion = IfVersion;
        var isShown = new ShouldProcessPreview(this).IsWanted;
        if (!ShouldProcess(story, isShown ? $"{Action}: {StoryStore.Preview(story, edit, request).Describe()}" : Action))
        {
            return;
        }

        var update = StoryStore.Update(story, edit, request);
        if (PassThru)
        {
            WriteObject(update.ToStory());
        }
    }
}
