using System.Collections;
using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Changes a story's frontmatter: one atomic read-modify-write under the story's lock.</summary>
[Cmdlet(VerbsData.Update, "StoryFrontmatter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class UpdateStoryFrontmatterCommand : StoryEditCommand
{
    private const string TransformByPath = "TransformPath";
    private const string TransformByLiteralPath = "TransformLiteralPath";
    private const string TransformById = "TransformId";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByPath, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = TransformByPath, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[]? Path { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = TransformByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public override string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ById, Mandatory = true)]
    [Parameter(ParameterSetName = TransformById, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoryIdCompleter))]
    public override string[]? Id { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ById)]
    [Parameter(ParameterSetName = TransformById)]
    [ValidateNotNullOrEmpty]
    public override string? Root { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true, DontShow = true)]
    [Parameter(ParameterSetName = TransformByLiteralPath, ValueFromPipelineByPropertyName = true, DontShow = true)]
    public override string? Version { get; set; }

    /// <summary>Keys and their new values.</summary>
    [Parameter(ParameterSetName = ByPath, Position = 1)]
    [Parameter(ParameterSetName = ByLiteralPath, Position = 1)]
    [Parameter(ParameterSetName = ById, Position = 1)]
    [Alias("Updates")]
    [ObjectAsTable]
    [ValidateNotNull]
    public IDictionary? Set { get; set; }

    /// <summary>Keys to remove, or a table of keys and items to remove from their lists.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    [ValidateNamesOrTables]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public object[]? Remove { get; set; }

    /// <summary>Keys and what to append to their lists: an array item by item, a scalar only if it is not in the list.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    [ObjectAsTable]
    [ValidateNotNull]
    public IDictionary? Add { get; set; }

    /// <summary>Keys whose integers are raised by one, or a table of keys and amounts; a missing one counts as 0.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [Parameter(ParameterSetName = ById)]
    [ValidateNotNullOrEmpty]
    [ValidateNamesOrTables]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public object[]? Increment { get; set; }

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

    /// <inheritdoc/>
    private protected override string Action => "Update frontmatter";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story)
    {
        var (remove, increment) = (new NamesAndTable(Remove), new NamesAndTable(Increment));
        return new()
        {
            Remove = remove.Names,
            RemoveItems = remove.Table,
            Set = PowerShellValues.Unwrap(Set),
            Add = PowerShellValues.UnwrapItems(Add),
            Increment = increment.Names,
            IncrementBy = increment.Table,
            Merge = Merge,
            Touch = Touch,
            Transform = Transform is null ? null : new StoryTransform(Transform, story).Apply,
        };
    }
}
