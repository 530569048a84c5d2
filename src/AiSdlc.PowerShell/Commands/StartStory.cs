using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;

namespace AiSdlc.Commands;

/// <summary>Claims a story, or the most urgent one that is ready, and sets it in progress. Of all who want a story at once one gets it.</summary>
[Cmdlet(VerbsLifecycle.Start, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryClaim))]
public sealed class StartStoryCommand : StoryReadCommand
{
    private const int DefaultLease = 900_000;
    private const int ShortestLease = 2000;
    private const int LongestLease = 604_800_000;

    private readonly Random _random = new();
    private readonly Stopwatch _waited = new();
    private readonly List<Story> _stories = [];
    private bool _isDeclined;

    /// <summary>The most urgent story of the board that is ready; nothing when none is.</summary>
    [Parameter(ParameterSetName = "Next", Mandatory = true)]
    public SwitchParameter Next { get; set; }

    /// <summary>Who works on it; by default AISDLC_OWNER, else the user and the machine.</summary>
    [Parameter]
    [ValidateOwner]
    public string? Owner { get; set; }

    /// <summary>Milliseconds, or a time span: so long without a renewal, and the story is free again.</summary>
    [Parameter]
    [Milliseconds]
    [ValidateRange(ShortestLease, LongestLease)]
    public int Lease { get; set; } = DefaultLease;

    /// <summary>Waits until the story is free, or one is ready.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Milliseconds, or a time span, to wait at most; by default without end.</summary>
    [Parameter]
    [Milliseconds]
    [ValidateRange(0, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <summary>Starts it whatever its status, and again if its claim says that it is done.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The remote where all clones decide who has a story; by default that of <c>git config ai-sdlc.remote</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>Decides in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    private protected override bool IsEdit => true;

    private StartOptions Options => new(Owner ?? DefaultOwner(), TimeSpan.FromMilliseconds(Lease), Force);

    private ClaimPlace Place => new(Remote, Offline);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _waited.Start();

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => Next ? [] : base.StoriesOf(board);

    private protected override void ProcessAll(IEnumerable<string> stories) => Start(() => StartNext(Board()));

    private protected override void Process(string story)
    {
        if (ShouldProcess(story, "Start"))
        {
            Start(() => TryStart(story));
        }
    }

    private protected override void Receive(Story story) => _stories.Add(story);

    private void Start(Func<StoryClaim?> start)
    {
        StoryClaim? claim;
        while ((claim = start()) is null && Wait && !_isDeclined && !(_waited.ElapsedMilliseconds > Timeout))
        {
            // Others wait, too. A look takes some processes, so not too often.
            Cancel.WaitHandle.WaitOne(_random.Next(500, 1500));
            Cancel.ThrowIfCancellationRequested();
        }

        if (claim is not null)
        {
            WriteObject(claim);
        }
    }

    private StoryClaim? TryStart(string story)
    {
        try
        {
            return StoryWork.Start(Place.Of(StoryBoard.Of(story), LockRequest), story, Options, LockRequest);
        }
        catch (StoryClaimedException exception) when (Wait && exception.Claim?.State is not (StoryClaimState.Done or StoryClaimState.Newer) && !(_waited.ElapsedMilliseconds > Timeout))
        {
            WriteVerbose(exception.Message);
            return null;
        }
    }

    private StoryClaim? StartNext(StoryBoard board)
    {
        _stories.Clear();
        base.ProcessAll(board.Stories(allCopies: false));
        var claimed = new ClaimedBoard(board, Place, LockRequest);
        var queue = claimed.Queue(_stories, note: true);
        if (new ShouldProcessPreview(this).IsWanted && queue.FirstOrDefault(story => story.IsReady) is { } first && !ShouldProcess(first.Path, "Start"))
        {
            _isDeclined = true;
            return null;
        }

        return StoryWork.StartFirst(claimed.Claims, queue, Options, LockRequest);
    }

    private static string DefaultOwner() =>
        Environment.GetEnvironmentVariable("AISDLC_OWNER") is { Length: > 0 } owner ? VisibleText.Of(owner) : $"{Environment.UserName}@{Environment.MachineName}";
}
