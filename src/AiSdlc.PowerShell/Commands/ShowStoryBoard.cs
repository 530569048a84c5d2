using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using AiSdlc.Board;
using AiSdlc.Claims;

namespace AiSdlc.Commands;

/// <summary>Shows a board as text, with a column for each status and the most urgent story on top; once, or as it changes.</summary>
/// <remarks>Headings have colours at a terminal, and none where the output goes elsewhere or NO_COLOR is set (no-color.org).</remarks>
[Cmdlet(VerbsCommon.Show, "StoryBoard", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class ShowStoryBoardCommand : StoryReadCommand
{
    private const int LeastWidth = 20;
    private const int UsualWidth = 120;
    private readonly List<Story> _stories = [];
    private StoryBoard? _board;

    /// <summary>Characters in a line; by default the terminal's width, or 120 where there is none.</summary>
    [Parameter]
    [ValidateRange(LeastWidth, int.MaxValue)]
    public int? Width { get; set; }

    /// <summary>Shows the board anew whenever it changes, until Ctrl+C, with claims and ages. Where there is no terminal, emits one text for each change.</summary>
    [Parameter]
    public SwitchParameter Watch { get; set; }

    /// <summary>With -Watch: the remote where all clones decide who has a story; by default that of <c>git config ai-sdlc.remote</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>With -Watch: looks at the claims in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>Draws what was read.</summary>
    protected override void EndProcessing()
    {
        if (Watch && (_board is not null || _stories.Count > 0))
        {
            ForStory(ShowChanges);
        }
        else if (!Watch)
        {
            WriteObject(new BoardPicture(Width ?? TerminalWidth(), Cells, UsesColour()).Draw(_stories), enumerateCollection: true);
        }
    }

    private protected override IEnumerable<string> StoriesOf(StoryBoard board)
    {
        _board = board;
        return board.Stories(allCopies: false);
    }

    private protected override void Receive(Story story) => _stories.Add(story);

    private void ShowChanges()
    {
        using var live = new LiveBoard(_board, [.. _stories.Select(story => story.Path)], new ClaimPlace(Remote, Offline), LockRequest);
        if (IsAtTerminal && Host.UI.SupportsVirtualTerminal)
        {
            ShowOnScreen(live);
        }
        else
        {
            Emit(live);
        }
    }

    private void ShowOnScreen(LiveBoard live)
    {
        using var screen = new LiveScreen(Host.UI);
        while (true)
        {
            var look = live.Look();
            screen.Show(size => new LivePicture(Width ?? Math.Max(LeastWidth, size.Width - 1), size.Height, Cells, UsesColour()).Draw(look, DateTime.UtcNow));
            live.Wait();
        }
    }

    private void Emit(LiveBoard live)
    {
        var picture = new LivePicture(Width ?? UsualWidth, int.MaxValue, Cells, useColour: false);
        var began = DateTime.UtcNow;
        for (string? emitted = null; ; live.Wait())
        {
            var look = live.Look();
            var text = Text(began);
            if (text != emitted) // that time goes on is no change
            {
                WriteObject(Text(DateTime.UtcNow));
                emitted = text;
            }

            string Text(DateTime now) => string.Join(Environment.NewLine, picture.Draw(look, now));
        }
    }

    private bool IsAtTerminal => !Console.IsOutputRedirected && MyInvocation.PipelinePosition == MyInvocation.PipelineLength;

    private bool UsesColour() => IsAtTerminal && Host.UI.SupportsVirtualTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private int TerminalWidth() => IsAtTerminal ? Ask(screen => Math.Max(LeastWidth, screen.BufferSize.Width - 1), UsualWidth) : UsualWidth;

    // The host knows which characters take two.
    private int Cells(string text) => Ask(screen => screen.LengthInBufferCells(text), text.Length);

    // A host without a screen throws one or the other (PSHostRawUserInterface).
    private int Ask(Func<PSHostRawUserInterface, int> question, int otherwise)
    {
        try
        {
            return question(Host.UI.RawUI);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException)
        {
            return otherwise;
        }
    }
}
