using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that changes each story it is given by one atomic edit.</summary>
public abstract class StoryEditCommand : ClaimedStoryCommand
{
    /// <summary>Refuses the edit unless the story still is this version, as Get-Story and -PassThru give it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? IfVersion { get; set; }

    /// <summary>Refuses the edit unless the story still is as the piped object was read.</summary>
    [Parameter]
    public SwitchParameter IfUnchanged { get; set; }

    /// <summary>Emits each story as it is after the edit.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override bool IsEdit => true;

    /// <summary>What is about to be done, in words for -Confirm.</summary>
    private protected abstract string Action { get; }

    /// <summary>The edit for one story.</summary>
    private protected abstract StoryEdit Edit(string story);

    private protected override void Process(string story)
    {
        var edit = Edit(story) with { IfVersion = IfUnchanged ? VersionOfInput() : IfVersion, Guard = Guard };
        var isShown = new ShouldProcessPreview(this).IsWanted;
        if (!ShouldProcess(story, isShown ? $"{Action}: {StoryStore.Shared.Preview(story, edit, LockRequest).Describe()}" : Action))
        {
            return;
        }

        var update = StoryStore.Shared.Update(story, edit, LockRequest);
        if (PassThru)
        {
            WriteObject(update.ToStory());
        }
    }

    private string VersionOfInput() => InputObject?.Properties["Version"]?.Value as string
        ?? throw Refused("NothingToCompare", "-IfUnchanged needs story objects from the pipeline, as Get-Story emits them; otherwise use -IfVersion.");
}
