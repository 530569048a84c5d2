using System;
using System.Management.Automation.Host;

namespace AiSdlc.Shell;

/// <summary>The size of the screen, which the engine formats to; the rest of a screen is not offered.</summary>
internal sealed class ShellRawUI : PSHostRawUserInterface
{
    private const int RedirectedWidth = 120;
    private const int RedirectedHeight = 50;

    // A terminal that does not know its size says 0.
    private static Size Screen => Console.IsOutputRedirected || Console.WindowWidth < 1
        ? new(RedirectedWidth, RedirectedHeight)
        : new(Console.WindowWidth, Console.WindowHeight);

    public override Size BufferSize { get => Screen; set => throw Unavailable(); }

    public override Size WindowSize { get => Screen; set => throw Unavailable(); }

    public override Size MaxWindowSize => Screen;

    public override Size MaxPhysicalWindowSize => Screen;

    public override Coordinates WindowPosition { get => default; set => throw Unavailable(); }

    public override Coordinates CursorPosition { get => throw Unavailable(); set => throw Unavailable(); }

    public override int CursorSize { get => throw Unavailable(); set => throw Unavailable(); }

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override string WindowTitle { get; set; } = "AiSdlc.Shell";

    public override bool KeyAvailable => throw Unavailable();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw Unavailable();

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unavailable();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Unavailable();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unavailable();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw Unavailable();

    private static HostException Unavailable() => new("This host does not control the screen.");
}
