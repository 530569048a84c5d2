using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>Shows a board as text, with a column for each status and the most urgent story on top.</summary>
/// <remarks>Headings have colours at a terminal, and none where the output goes elsewhere or NO_COLOR is set (no-color.org).</remarks>
[Cmdlet(VerbsCommon.Show, "StoryBoard", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class ShowStoryBoardCommand : StoryReadCommand
{
    private const int LeastWidth = 20;
    private const int UsualWidth = 120;
    private readonly List<Story> _stories = [];

    /// <summary>Characters in a line; by default the terminal's width, or 120 where there is none.</summary>
    [Parameter]
    [ValidateRange(LeastWidth, int.MaxValue)]
    public int? Width { get; set; }

    /// <summary>Draws what was read.</summary>
    protected override void EndProcessing() =>
        WriteObject(new BoardPicture(Width ?? TerminalWidth(), Cells, UsesColour()).Draw(_stories), enumerateCollection: true);

    private protected override IEnumerable<string> StoriesOf(StoryBoard board) => board.Stories(allCopies: false);

    private protected override void Receive(Story story) => _stories.Add(story);

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
