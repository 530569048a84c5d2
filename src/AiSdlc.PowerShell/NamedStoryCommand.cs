using System.Management.Automation;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that works on stories that have to be named, under their locks.</summary>
public abstract class NamedStoryCommand : StoryCommand
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
    [ArgumentCompleter(typeof(StoryIdCompleter))]
    public virtual string[]? Id { get; set; }

    /// <summary>A folder on or below the board; by default the current location.</summary>
    [Parameter(ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    public virtual string? Root { get; set; }

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

    /// <summary>The stories that were named.</summary>
    private protected StoryNames Names => new(Path, LiteralPath, Id, Root);

    /// <summary>A request for their locks.</summary>
    private protected LockRequest LockRequest() => Request(new LockTiming(LockTimeout, StaleTimeout, RetryCount));
}
