using System.Management.Automation;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that changes each story it is given by one atomic edit.</summary>
public abstract class StoryEditCommand : NamedStoryCommand
{
    /// <summary>Refuses the edit unless the story still is this version, as Get-Story and -PassThru give it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfVersion { get; set; }

    /// <summary>Refuses the edit unless the story still is as the piped object was read.</summary>
    [Parameter]
    public SwitchParameter IfUnchanged { get; set; }

    /// <summary>Version of the piped object; -IfUnchanged compares with it.</summary>
    // Only where the path comes from the object too: bound in every set, it would make the binder settle for -Path.
    [Parameter(ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true, DontShow = true)]
    public virtual string? Version { get; set; }

    /// <summary>Emits each story as it is after the edit.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is about to be done, in words for -Confirm.</summary>
    private protected abstract string Action { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (IfUnchanged && Version is null)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException("-IfUnchanged needs story objects from the pipeline, as Get-Story emits them; otherwise use -IfVersion."),
                "NothingToCompare", ErrorCategory.InvalidArgument, null));
        }

        var request = LockRequest();
        ForEachStory(Names, story => Update(story, request));
    }

    /// <summary>The edit for one story.</summary>
    private protected abstract StoryEdit Edit(string story);

    private void Update(string story, LockRequest request)
    {
        var edit = Edit(story) with { IfVersion = IfUnchanged ? Version : IfVersion };
        var isShown = new ShouldProcessPreview(this).IsWanted;
        if (!ShouldProcess(story, isShown ? $"{Action}: {StoryStore.Shared.Preview(story, edit, request).Describe()}" : Action))
        {
            return;
        }

        var update = StoryStore.Shared.Update(story, edit, request);
        if (PassThru)
        {
            WriteObject(update.ToStory());
        }
    }
}
