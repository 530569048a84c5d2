using System.Collections.Generic;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that looks at the stories that were named, or else at those of the nearest board.</summary>
public abstract class BoardCommand : StoryCommand
{
    /// <summary>Stories by path, with wildcards: a <c>story.md</c> or the folder that holds it.</summary>
    [Parameter(ParameterSetName = "Path", Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Stories by path, no character of which is a wildcard.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Stories by id; a worktree's copy comes before the board's own.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoryIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>A folder on or below the board; by default the current location.</summary>
    [Parameter(ParameterSetName = "Id")]
    [Parameter(ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>Milliseconds after which a lock that is not refreshed counts as abandoned; at least 2000.</summary>
    [Parameter]
    [ValidateRange(LockTiming.LeastStaleTimeout, int.MaxValue)]
    public int? StaleTimeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var names = new StoryNames(Path, LiteralPath, Id, Root);
        if (!names.IsEmpty)
        {
            ForEachStory(names, Process);
        }
        else if (!MyInvocation.ExpectingInput)
        {
            ForStory(() => ProcessAll(StoriesOf(Board(Root))));
        }
    }

    /// <summary>The stories that are meant when none is named.</summary>
    private protected abstract IEnumerable<string> StoriesOf(StoryBoard board);

    /// <summary>Does the cmdlet's work for the stories of a board.</summary>
    private protected virtual void ProcessAll(IEnumerable<string> stories)
    {
        foreach (var story in stories)
        {
            ForStory(() => Process(story));
        }
    }

    /// <summary>Does the cmdlet's work for one story.</summary>
    private protected abstract void Process(string story);
}
