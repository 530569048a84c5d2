using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;

namespace AiSdlc.Commands;

/// <summary>Reads stories as objects, one by one as they are found. Takes no lock.</summary>
[Cmdlet(VerbsCommon.Get, "Story", DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class GetStoryCommand : StoryReadCommand
{
    private const int ProgressFrom = 200;

    private readonly List<Story> _board = [];
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);

    private int _read;
    private bool _isWholeBoard;
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

    /// <summary>Only stories that can be started, the most urgent first: ready, with all dependencies done, and claimed by nobody.</summary>
    [Parameter]
    public SwitchParameter Ready { get; set; }

    /// <summary>Says of each story whether it can be started, and if not, why.</summary>
    [Parameter]
    public SwitchParameter Why { get; set; }

    /// <summary>With -Ready or -Why: the remote where all clones decide who has a story; by default that of <c>git config ai-sdlc.remote</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>With -Ready or -Why: looks at the claims in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        (_status, _type, _epic, _label) = (new WordFilter(Status), new WordFilter(Type), new WordFilter(Epic?.Select(StoryEpic.Name).ToArray()), new WordFilter(Label));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_wanted.Count > 0)
        {
            ForStory(WriteReady);
        }
    }

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => board.Stories(AllCopies);

    private protected override void ProcessAll(IEnumerable<string> stories)
    {
        _isWholeBoard = true;
        base.ProcessAll(stories);
    }

    private protected override void Receive(Story story)
    {
        ShowProgress(story);
        if (Ready || Why)
        {
            _board.Add(story);
        }

        if (_status.Matches(story.Status) && _type.Matches(story.Type) && (Epic is null || _epic.MatchesAny([.. StoryEpic.Of(story)])) && _label.MatchesAny(story.Labels))
        {
            if (Ready || Why)
            {
                _wanted.Add(story.Path);
            }
            else
            {
                WriteObject(story);
            }
        }
    }

    private void WriteReady()
    {
        var board = _isWholeBoard ? Board() : StoryBoard.Of(_board[0].Path);
        var stories = _isWholeBoard ? _board : [.. board.Stories(allCopies: false).Select(TryRead).OfType<Story>()]; // a story waits for others that were not named
        foreach (var judged in new ClaimedBoard(board, new ClaimPlace(Remote, Offline), LockRequest).Queue(stories, note: false).Where(judged => _wanted.Contains(judged.Path)))
        {
            if (Why)
            {
                WriteObject(judged);
            }
            else if (judged.IsReady)
            {
                WriteObject(judged.Story);
            }
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
