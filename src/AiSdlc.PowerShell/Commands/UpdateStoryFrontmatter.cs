using System.Collections;
using System.Management.Automation;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>Changes a story's frontmatter: one atomic read-modify-write under the story's lock.</summary>
[Cmdlet(VerbsData.Update, "StoryFrontmatter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class UpdateStoryFrontmatterCommand : StoryCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ById = "Id";
    private const string TransformByPath = "TransformPath";
    private const string TransformByLiteralPath = "TransformLiteralPath";
    private const string TransformById = "TransformId";

    /// <summary>Stories by path, with wildcards: a <c>story.md</c> or the folder that holds it.</summary>
    [Parameter(ParameterSetName = ByPath, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = TransformByPath, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Stories by path, no character of which is a wildcard.</summary>
    [Parameter(ParameterSetName = ByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = TransformByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Stories by id; a worktree's copy comes before the board's own.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true)]
    [Parameter(ParameterSetName = TransformById, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>A folder on or below the board; by default the current location.</summary>
    [Parameter(ParameterSetName = ById)]
    [Parameter(ParameterSetName = TransformById)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>Keys and their new values.</summary>
    [Parameter(ParameterSetName = ByPath, Position = 1)]
    [Parameter(ParameterSetName = ByLiteralPath, Position = 1)]
    [Parameter(ParameterSetName = ById, Position = 1)]
    [Alias("Updates")]
    [ValidateNotNull]
    public IDictionary? Set { get; set; }

    /// <summary>Keys to remove.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    public string[]? Remove { get; set; }

    /// <summary>Keys and what to append to their lists: an array item by item, a scalar only if it is not in the list.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    [ValidateNotNull]
    public IDictionary? Add { get; set; }

    /// <summary>Keys whose integers are raised by one; a missing one becomes 1.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    public string[]? Increment { get; set; }

    /// <summary>Merges maps given with -Set into the story's maps, key by key.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    public SwitchParameter Merge { get; set; }

    /// <summary>Sets <c>updated</c> to today (UTC).</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    public SwitchParameter Touch { get; set; }

    /// <summary>
    /// Gets the frontmatter, an ordered dictionary, as <c>$_</c> and as its first argument, under the lock; changes it in place
    /// or returns a replacement. It must be pure: it may run again.
    /// </summary>
    [Parameter(ParameterSetName = TransformByPath, Mandatory = true)]
    [Parameter(ParameterSetName = TransformByLiteralPath, Mandatory = true)]
    [Parameter(ParameterSetName = TransformById, Mandatory = true)]
    [ValidateNotNull]
    public ScriptBlock? Transform { get; set; }

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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = Request(new LockTiming(LockTimeout, StaleTimeout, RetryCount));
        ForEachStory(new StoryNames(Path, LiteralPath, Id, Root), story => Update(story, request));
    }

    private void Update(string story, LockRequest request)
    {
        var edit = Edit(story);
        var wantsPreview = new ShouldProcessPreview(this).IsWanted;
        var action = wantsPreview ? StoryStore.Preview(story, edit, request).Describe() : "Update frontmatter";
        if (!ShouldProcess(story, action))
        {
            return;
        }

        var update = StoryStore.Update(story, edit, request);
        if (PassThru)
        {
            WriteObject(update.ToStory());
        }
    }

    private StoryEdit Edit(string story) => new()
    {
        Remove = Remove ?? [],
        Set = PowerShellValues.Unwrap(Set),
        Add = PowerShellValues.Unwrap(Add),
        Increment = Increment ?? [],
        Merge = Merge,
        Touch = Touch,
        Transform = Transform is null ? null : new StoryTransform(Transform, story).Apply,
    };
}
