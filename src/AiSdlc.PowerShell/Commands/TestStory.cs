using System.Collections.Generic;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Git;

namespace AiSdlc.Commands;

/// <summary>Emits what is wrong with the stories that were named, or with the whole nearest board. Changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Story", DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryFinding), typeof(bool))]
public sealed class TestStoryCommand : WaitingStoryCommand
{
    private readonly List<(string File, string Id)> _ids = [];
    private bool _hasError;

    /// <summary>Emits one boolean instead: whether there is no error. Warnings do not count.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Types of work that this board has besides those of the Node tool.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] KnownType { get; set; } = [];

    /// <summary>Says what only the stories together show.</summary>
    protected override void EndProcessing()
    {
        Write(BoardChecks.DuplicateIds(_ids));
        if (Quiet)
        {
            WriteObject(!_hasError && !HasFailed);
        }
    }

    private protected override IEnumerable<string> StoriesOf(StoryBoard board)
    {
        Write(BoardChecks.Of(board));
        Write(GitIgnoreCheck.Of(board, Cancel));
        Write(SharedBoardChecks.Of(board, LockRequest));
        return board.Stories(allCopies: true);
    }

    private protected override void Process(string story)
    {
        Write(StoryChecks.Of(story, LockRequest, KnownType, out var id));
        if (id is not null)
        {
            _ids.Add((story, id));
        }
    }

    private void Write(IEnumerable<StoryFinding> findings)
    {
        foreach (var finding in findings)
        {
            _hasError |= finding.Severity == StoryFindingSeverity.Error;
            if (!Quiet)
            {
                WriteObject(finding);
            }
        }
    }
}
