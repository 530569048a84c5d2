using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>Reads stories as objects, one by one as they are found. Takes no lock.</summary>
[Cmdlet(VerbsCommon.Get, "Story", DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class GetStoryCommand : StoryReadCommand
{
    private const int ProgressFrom = 200;

    private int _read;
    private WordFilter _status = null!;
    private WordFilter _type = null!;
    private WordFilter _epic = null!;
    private WordFilter _label = null!;

    /// <summary>Only stories with one of these statuses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Only stories with one of these labels.</summary>
    [Parameter]
    [Alias("Labels")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Only stories of one of these types.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Only stories of one of these epics.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EpicCompleter))]
    public string[]? Epic { get; set; }

    /// <summary>Every copy of a story, not only the one being worked on in a worktree.</summary>
    [Parameter(ParameterSetName = ByPath)]
    public SwitchParameter AllCopies { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        (_status, _type, _epic, _label) = (new WordFilter(Status), new WordFilter(Type), new WordFilter(Epic?.Select(StoryEpic.Name).ToArray()), new WordFilter(Label));

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => board.Stories(AllCopies);

    private protected override void Receive(Story story)
    {
        ShowProgress(story);
        if (_status.Matches(story.Status) && _type.Matches(story.Type) && (Epic is null || _epic.MatchesAny([.. StoryEpic.Of(story)])) && _label.MatchesAny(story.Labels))
        {
            WriteObject(story);
        }
    }

    // A short board is read before anybody could look at a progress bar.
    private void ShowProgress(Story story)
    {
        if (++_read % ProgressFrom == 0)
        {
            WriteProgress("Reading stories", string.Format(CultureInfo.InvariantCulture, "{0}: {1}", _read, story.Path));
        }
    }
}
