using System.Collections;
using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Changes a story's frontmatter: one atomic read-modify-write under the story's lock.</summary>
[Cmdlet(VerbsData.Update, "StoryFrontmatter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class UpdateStoryFrontmatterCommand : StoryEditCommand
{
    /// <summary>Keys and their new values.</summary>
    [Parameter(Position = 1)]
    [Alias("Updates")]
    [ObjectAsTable]
    [ValidateNotNull]
    public IDictionary? Set { get; set; }

    /// <summary>Keys to remove, or a table of keys and items to remove from their lists.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateNamesOrTables]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public object[]? Remove { get; set; }

    /// <summary>Keys and what to append to their lists: an array item by item, a scalar only if it is not in the list.</summary>
    [Parameter]
    [ObjectAsTable]
    [ValidateNotNull]
    public IDictionary? Add { get; set; }

    /// <summary>Keys whose integers are raised by one, or a table of keys and amounts; a missing one counts as 0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateNamesOrTables]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public object[]? Increment { get; set; }

    /// <summary>Merges maps given with -Set into the story's maps, key by key.</summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <summary>Sets <c>updated</c> to today (UTC).</summary>
    [Parameter]
    public SwitchParameter Touch { get; set; }

    /// <summary>
    /// Gets the frontmatter, an ordered dictionary, as <c>$_</c> and as its first argument, under the lock; changes it in place
    /// or returns a replacement. It must be pure: it may run again. Goes alone.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Transform { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Update frontmatter";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story)
    {
        var isTable = Set is not null || Remove is not null || Add is not null || Increment is not null || Merge || Touch;
        if (isTable == Transform is not null)
        {
            throw isTable
                ? Refused("TransformNotAlone", "-Transform goes alone: let the script block do it all.")
                : Refused("NothingToDo", "Say what to change: a table of keys and values, -Remove, -Add, -Increment, -Touch or -Transform.");
        }

        var (remove, increment) = (new NamesAndTable(Remove), new NamesAndTable(Increment));
        return new()
        {
            Remove = remove.Names,
            RemoveItems = LabelNamesAttribute.In(remove.Table, story),
            Set = LabelNamesAttribute.In(PowerShellValues.Unwrap(Set), story),
            Add = LabelNamesAttribute.In(PowerShellValues.UnwrapItems(Add), story),
            Increment = increment.Names,
            IncrementBy = increment.Table,
            Merge = Merge,
            Touch = Touch,
            Transform = Transform is null ? null : new StoryTransform(Transform, story).Apply,
        };
    }
}
