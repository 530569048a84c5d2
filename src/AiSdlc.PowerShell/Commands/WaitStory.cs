using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;

namespace AiSdlc.Commands;

/// <summary>Waits until stories are what is asked for, or else until they change, and emits them. Takes no lock.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Story", DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class WaitStoryCommand : StoryReadCommand
{
    private readonly Dictionary<string, string> _baseline = new(StringComparer.Ordinal);
    private StoryBoard? _board;
    private WordFilter _status = null!;

    /// <summary>Until its status is one of these.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StatusCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Until its frontmatter has these values; $null for a key that is not there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public IDictionary? Property { get; set; }

    /// <summary>Until it can be started: ready, with all dependencies done, and claimed by nobody.</summary>
    [Parameter]
    public SwitchParameter Ready { get; set; }

    /// <summary>Until nobody has claimed it: its claim ended or expired.</summary>
    [Parameter]
    public SwitchParameter Unclaimed { get; set; }

    /// <summary>Until it is not this version any more, as Get-Story gave it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SinceVersion { get; set; }

    /// <summary>Until each of the stories was what is asked for; by default the first ends the wait.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Milliseconds, or a time span, to wait at most; 0 looks once. By default without end.</summary>
    [Parameter]
    [Milliseconds]
    [ValidateRange(0, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <summary>
    /// Looks also at what a branch of this remote changed: the upstream of the current one. With -Ready or -Unclaimed: the remote where all clones decide who has a story; for these by default
    /// that of <c>git config ai-sdlc.remote</c>.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>With -Ready or -Unclaimed: looks at the claims in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _status = new WordFilter(Status);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_board is not null || _baseline.Count > 0)
        {
            ForStory(Wait);
        }
    }

    private protected override IEnumerable<string> StoriesOf(StoryBoard board)
    {
        _board = board;
        return board.Stories(allCopies: false);
    }

    // A piped object says what the story was when its reader saw it: a change since then is not missed.
    private protected override void Receive(Story story) =>
        _baseline[story.Path] = SinceVersion ?? (_board is null ? InputObject?.Properties["Version"]?.Value as string : null) ?? story.Version;

    private void Wait()
    {
        var has = Property is null ? null : WaitGoal.Has(PowerShellValues.Unwrap(Property)!, _board?.Folder ?? _baseline.Keys.First());
        var isAsked = Status is not null || Property is not null || Ready || Unclaimed;
        using var wait = new StoryWait(
            _board,
            _baseline,
            new WaitGoal(story => _status.Matches(story.Status) && has?.Invoke(story) != false)
            {
                HasChanged = SinceVersion is not null || !isAsked,
                IsReady = Ready,
                IsUnclaimed = Unclaimed,
                ForAll = All,
                Timeout = Timeout is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                Remote = Offline || Ready || (Unclaimed && Status is null && Property is null && SinceVersion is null) ? null : Remote, // those are decided by claims, and by the board here
                Place = new ClaimPlace(Remote, Offline),
            },
            LockRequest);
        foreach (var story in wait.Run())
        {
            WriteObject(story);
        }
    }
}
