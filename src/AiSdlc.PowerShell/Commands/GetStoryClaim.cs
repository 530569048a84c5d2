using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Paths;

namespace AiSdlc.Commands;

/// <summary>Shows who works on which story, and for how long. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "StoryClaim", DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryClaim))]
public sealed class GetStoryClaimCommand : WaitingStoryCommand
{
    /// <summary>Also claims that were ended: of stories that were given back, or are done.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>The remote where all clones decide who has a story; by default that of <c>git config ai-sdlc.remote</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>Looks in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => board.Stories(allCopies: false);

    private protected override void ProcessAll(IEnumerable<string> stories)
    {
        var files = stories.GroupBy(StoryException.IdOf, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);
        foreach (var claim in new ClaimPlace(Remote, Offline).Of(Board(), LockRequest).All(note: false).Values.OrderBy(claim => claim.Id, StringComparer.OrdinalIgnoreCase))
        {
            Write(claim.At(files.TryGetValue(claim.Id, out var file) ? file : null));
        }
    }

    private protected override void Process(string story)
    {
        var path = StoryPaths.Resolve(story).Story;
        Write(new ClaimPlace(Remote, Offline).Of(StoryBoard.Of(path), LockRequest).Find(StoryException.IdOf(path))?.At(path));
    }

    private void Write(StoryClaim? claim)
    {
        if (claim is not null && (All || !claim.IsOver))
        {
            WriteObject(claim);
        }
    }
}
