using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Commands.Page;
using AiSdlc.Locking;
using AiSdlc.Storage;

namespace AiSdlc.Commands;

/// <summary>Writes a board as one page of HTML that needs no network and no script.</summary>
[Cmdlet(VerbsData.Export, "StoryBoard", DefaultParameterSetName = ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FileInfo))]
public sealed class ExportStoryBoardCommand : BoardCommand
{
    private const string ByPath = "Path";
    private readonly List<string> _files = [];
    private StoryFinder? _finder;

    /// <summary>The file of the page.</summary>
    [Parameter(ParameterSetName = ByPath, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string Path { get; set; } = string.Empty;

    /// <summary>The file of the page, no character of which is a wildcard.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>Only these stories, as objects; by default those of the board.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Title of the page.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = "Story board";

    /// <summary>The moment that ages are counted to; by default the newest change that the board knows of, so that the same board makes the same page.</summary>
    [Parameter]
    [VisibleArgument]
    public DateTime? AsOf { get; set; }

    /// <summary>The remote where all clones decide who has a story; by default that of <c>git config ai-sdlc.remote</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>Looks at the claims in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>Replaces a file that is read-only, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Replaces no file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null || MyInvocation.ExpectingInput)
        {
            _finder ??= new StoryFinder(this, Board, WriteVerbose);
            foreach (var item in InputObject?.BaseObject as object?[] ?? [InputObject])
            {
                ForStory(() => _files.AddRange(_finder.OfInput(item)));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ForStory(() =>
    {
        var isWhole = InputObject is null && !MyInvocation.ExpectingInput;
        var board = isWhole ? Board() : _files.Count > 0 ? StoryBoard.Of(_files[0]) : null;
        var target = Target();
        var stories = ReadAll(isWhole ? board!.Stories(allCopies: false) : _files, Request(new LockTiming()), withBody: true).Select(read => (read.Story!, read.Body!)).ToList();
        if (ShouldProcess(target, $"Write the page of {stories.Count} stories"))
        {
            var page = Page(board, stories);
            ExportFile.Write(target, stream => BoardPage.Write(page, stream), mayReplace: !NoClobber, evenReadOnly: Force);
            if (PassThru)
            {
                WriteFile(target);
            }
        }
    });

    // As Export-Csv does: a pattern names the one file that matches it.
    private string Target() => StoryFinder.Resolve(LiteralPath ?? Path, () =>
        LiteralPath is null && WildcardPattern.ContainsWildcardCharacters(Path) && GetResolvedProviderPathFromPSPath(Path, out _) is [var only]
            ? only
            : GetUnresolvedProviderPathFromPSPath(LiteralPath ?? Path));

    // Without history or claims, which is said, it still is the page of the board.
    private PageData Page(StoryBoard? board, List<(Story Story, string Body)> stories)
    {
        StoryFlow? flow = null;
        Dictionary<string, StoryClaim> claims = [];
        var request = Request(new LockTiming());
        if (board is not null)
        {
            ForStory(() => flow = StoryFlow.Of([.. stories.Select(entry => entry.Story)], since: null, request));
            ForStory(() => claims = new ClaimPlace(Remote, Offline).Of(board, request).All(note: false));
        }

        return new PageData(Title, stories, flow, claims, AsOf?.ToUniversalTime());
    }
}
