using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Git;
using AiSdlc.Paths;

namespace AiSdlc.Commands;

/// <summary>Shows from git who changed which key of a story, and when. Changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "StoryHistory", DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryChange), typeof(StoryFlow))]
public sealed class GetStoryHistoryCommand : WaitingStoryCommand
{
    private readonly List<string> _stories = [];
    private WordFilter _key = null!;

    /// <summary>Only changes of these keys.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyCompleter))]
    public string[]? Key { get; set; }

    /// <summary>Only changes since this moment.</summary>
    [Parameter]
    [VisibleArgument]
    public DateTime? Since { get; set; }

    /// <summary>Measures, for each board, how long stories stay in each status, and how many are done each week.</summary>
    [Parameter]
    public SwitchParameter Measure { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _key = Measure && Key is not null ? throw Refused("MeasureWithKey", "-Measure looks at the status alone, so give no -Key.") : new WordFilter(Key);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (var board in _stories.Distinct().GroupBy(story => System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(story))))
        {
            ForStory(() => Write([.. board]));
        }
    }

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => board.Stories(allCopies: false);

    private protected override void Process(string story) => _stories.Add(StoryPaths.Resolve(story).Story);

    private void Write(IReadOnlyCollection<string> stories)
    {
        if (Measure)
        {
            WriteObject(StoryFlow.Of([.. ReadAll(stories, LockRequest, withBody: false).Select(read => read.Story!)], Since?.ToUniversalTime(), LockRequest));
            return;
        }

        foreach (var change in new StoryChanges(Since, LockRequest).Of(stories))
        {
            if (_key.Matches(change.Key) && !(change.Time < Since?.ToUniversalTime()))
            {
                WriteObject(change);
            }
        }
    }
}
