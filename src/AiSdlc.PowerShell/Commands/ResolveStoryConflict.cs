using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Git;

namespace AiSdlc.Commands;

/// <summary>Merges the stories at which git stopped: those that were named, or all of the nearest board. Stages what is merged.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "StoryConflict", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryMergeResult))]
public sealed class ResolveStoryConflictCommand : WaitingStoryCommand
{
    /// <summary>Whose value stands where both sides changed one.</summary>
    [Parameter]
    [VisibleArgument]
    [ValidateSet("Ours", "Theirs")]
    public string? Use { get; set; }

    /// <summary>Keys that -Use is for, with wildcards; without it all of them, and the body.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Key { get; set; }

    /// <summary>Merges a story anew that was edited since git stopped.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsEdit => true;

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => StoryConflicts.Of(board, Cancel);

    private protected override void Process(string story)
    {
        if (!ShouldProcess(story, Use is null ? "Merge" : $"Merge, and use {Use.ToLowerInvariant()} where both sides changed a value"))
        {
            return;
        }

        if (StoryConflicts.Resolve(story, Answer(), LockRequest) is not { } result)
        {
            WriteVerbose($"Story {StoryException.IdOf(story)} has no conflict.");
            return;
        }

        WriteObject(result);
        if (!result.IsClean)
        {
            throw StoryMergeConflictException.Open(result);
        }
    }

    private ConflictAnswer Answer()
    {
        var keys = (Key ?? ["*"]).Select(key => WildcardPattern.Get(key, WildcardOptions.IgnoreCase)).ToList();
        return new ConflictAnswer(
            Use is null ? null : string.Equals(Use, "Theirs", StringComparison.OrdinalIgnoreCase), key => keys.Exists(pattern => pattern.IsMatch(key)), Key is null, Force);
    }
}
