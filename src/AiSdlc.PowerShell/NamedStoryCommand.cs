using System;
using System.Collections.Generic;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that works on stories: those named by path or id, those of the objects in the pipeline, or else those of a board.</summary>
public abstract class NamedStoryCommand : BoardCommand
{
    private protected const string ByPath = "Path";

    private readonly List<string> _text = [];
    private StoryFinder? _finder;

    /// <summary>Stories by path, with wildcards, a <c>story.md</c> or the folder that holds it; by id; or as objects.</summary>
    [Parameter(ParameterSetName = ByPath, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StoryIdCompleter))]
    public object[]? Path { get; set; }

    /// <summary>Stories by path, no character of which is a wildcard.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Stories by id, with wildcards; a worktree's copy comes before the board's own.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StoryIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Stories as objects: by their PSPath, else their Path, else their Id. Text is taken as by -Path.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Milliseconds, or a time span, after which a lock that is not refreshed counts as abandoned; at least 2000.</summary>
    [Parameter]
    [Milliseconds]
    [ValidateRange(LockTiming.LeastStaleTimeout, int.MaxValue)]
    public int? StaleTimeout { get; set; }

    /// <summary>How long to wait, and when a lock counts as abandoned.</summary>
    private protected virtual LockTiming Timing => new(staleTimeout: StaleTimeout);

    private StoryFinder Finder => _finder ??= new(this, Board, WriteVerbose);

    private bool IsNamed => Path is not null || LiteralPath is not null || Id is not null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null && !MyInvocation.ExpectingInput)
        {
            ProcessNamed();
        }
        else if (IsNamed && TakesText && InputObject?.BaseObject is string line)
        {
            _text.Add(line);
        }
        else
        {
            LeaveNamesToPipeline();
            ForEachStory(InputObject?.BaseObject as object?[] ?? [InputObject], Finder.OfInput);
        }
    }

    /// <summary>Goes on with the stories that were named, and the text that the pipeline brought for them; where it brought nothing, that is said.</summary>
    protected override void EndProcessing()
    {
        if (_text.Count > 0)
        {
            Take(string.Join("\n", _text));
            ProcessNamed();
        }
        else if (TakesText && MyInvocation.ExpectingInput && (Id ?? LiteralPath) is not null)
        {
            ProcessNamed();
        }
    }

    private void ProcessNamed()
    {
        if (Path is not null)
        {
            ForEachStory(Path, Finder.OfArgument);
        }
        else if (LiteralPath is not null)
        {
            ForEachStory(LiteralPath, path => [Finder.Literal(path)]);
        }
        else if (Id is not null)
        {
            ForEachStory(Id, Finder.OfId);
        }
        else
        {
            ForStory(() => ProcessAll(StoriesOf(Board())));
        }
    }

    /// <summary>The stories that are meant when none is named.</summary>
    private protected virtual IEnumerable<string> StoriesOf(StoryBoard board) =>
        throw Refused("StoryNotNamed", $"Name the story: {MyInvocation.MyCommand.Name} S-0001, or -Id, -Path, or stories from the pipeline. Get-Story lists them.");

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

    /// <summary>True where text from the pipeline is a value that is still missing, once the stories are named.</summary>
    private protected virtual bool TakesText => false;

    /// <summary>Takes that text.</summary>
    private protected virtual void Take(string text)
    {
    }

    // Where the stories come by the pipeline, position 0 is that of the first value.
    private void LeaveNamesToPipeline()
    {
        if (IsNamed && (Path is null || !PositionalValues.Shift(this)))
        {
            throw Refused("StoryNamedTwice", "The stories come from the pipeline, so name none with -Path, -LiteralPath or -Id.");
        }
    }

    private void ForEachStory<T>(IEnumerable<T> names, Func<T, IReadOnlyList<string>> find)
    {
        foreach (var name in names)
        {
            IReadOnlyList<string> files = [];
            ForStory(() => files = find(name));
            foreach (var file in files)
            {
                ForStory(() => Process(file));
            }
        }
    }
}
