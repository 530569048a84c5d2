using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>Reads stories as objects, one by one as they are found. Takes no lock.</summary>
[Cmdlet(VerbsCommon.Get, "Story", DefaultParameterSetName = "Path")]
[OutputType(typeof(Story))]
public sealed class GetStoryCommand : StoryReadCommand
{
    private const int ProgressFrom = 200;

    private int _read;

    /// <summary>Only stories with one of these statuses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Only stories with one of these labels.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Only stories of one of these types.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Only stories of one of these epics.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EpicCompleter))]
    public string[]? Epic { get; set; }

    /// <summary>Every copy of a story, not only the one being worked on in a worktree.</summary>
    [Parameter(ParameterSetName = "Path")]
    public SwitchParameter AllCopies { get; set; }

    /// <summary>Milliseconds to wait for a writer of another program that holds a story's lock.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; } = LockTiming.DefaultLockTimeout;

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => board.Stories(AllCopies);

    private protected override LockTiming Timing => new(LockTimeout, StaleTimeout);

    private protected override void Receive(Story story)
    {
        ShowProgress(story);
        if (Has(Status, story.Status) && Has(Type, story.Type) && (Epic is null || StoryEpic.Of(story).Any(epic => Epic.Any(wanted => Has([StoryEpic.Name(wanted)], epic)))) && (Label is null || story.Labels.Any(label => Has(Label, label))))
        {
            WriteObject(story);
        }
    }

    private static bool Has(string[]? wanted, string? value) => wanted is null || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    // A short board is read before anybody could look at a progress bar.
    private void ShowProgress(Story story)
    {
        if (++_read % ProgressFrom == 0)
        {
            WriteProgress("Reading stories", string.Format(CultureInfo.InvariantCulture, "{0}: {1}", _read, story.Path));
        }
    }
}
