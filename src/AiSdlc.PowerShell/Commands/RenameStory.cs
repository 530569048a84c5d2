using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Gives a story another id: its folder, its field, and the dependencies of the stories that name it, under the locks of all of them.</summary>
[Cmdlet(VerbsCommon.Rename, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class RenameStoryCommand : WaitingStoryCommand
{
    private const int MostTries = 10;

    /// <summary>The new id; by default the next free one.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? NewId { get; set; }

    /// <summary>The remote where all clones reserve ids; by default that of <c>git config ai-sdlc.remote</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>Reserves the id in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>Also a story that somebody has claimed.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the story as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool IsEdit => true;

    private protected override void Process(string story)
    {
        var board = StoryBoard.Of(story);
        var place = new ClaimPlace(Remote, Offline);
        if (!Force && place.Of(board, LockRequest).Find(StoryException.IdOf(story)) is { State: StoryClaimState.Held or StoryClaimState.Unreadable or StoryClaimState.Newer } claim)
        {
            throw new StoryClaimedException(story, claim);
        }

        var ids = BoardIds.Of(board, place, LockRequest);
        var renaming = StoryRenaming.Plan(story, NewId ?? StoryCreation.NextId(board, ids), LockRequest);
        var others = renaming.References.Select(other => StoryException.IdOf(other.Story)).ToList();
        if (!ShouldProcess(story, $"Rename to {renaming.NewId}{(others.Count > 0 ? $", also in the dependencies of {string.Join(", ", others)}" : string.Empty)}"))
        {
            return;
        }

        if (NewId is null)
        {
            for (var tries = 1; ids?.TryReserve(renaming.NewId) == false && tries < MostTries; tries++)
            {
                renaming = renaming with { NewId = StoryCreation.NextId(board, ids) };
            }
        }
        else
        {
            ids?.TryReserve(NewId); // who names an id may have reserved it before
        }

        var file = renaming.Run(LockRequest);
        if (PassThru)
        {
            WriteObject(StoryStore.Shared.Read(file, LockRequest).ToStory());
        }
    }
}
