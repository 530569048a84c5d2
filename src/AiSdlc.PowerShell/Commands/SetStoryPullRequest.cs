using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Notes a story's pull request: where it is, and that it was merged.</summary>
[Cmdlet(VerbsCommon.Set, "StoryPullRequest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class SetStoryPullRequestCommand : StoryEditCommand
{
    /// <summary>Its address.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Url { get; set; }

    /// <summary>It was merged, now.</summary>
    [Parameter]
    public SwitchParameter Merged { get; set; }

    /// <summary>The merge's commit; means that it was merged.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MergeSha { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Note pull request";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => Url is null && !Merged && MergeSha is null
        ? throw Refused("NothingToDo", "Say what to note: -Url, -Merged or -MergeSha.")
        : StoryLifecycle.PullRequest(Url, Merged || MergeSha is not null, MergeSha);
}
