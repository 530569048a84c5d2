using System;
using System.Collections.Generic;
using System.Management.Automation.Host;

namespace AiSdlc.Commands;

/// <summary>
/// The second screen of a terminal, which the first comes back from as it was (xterm's control sequences, "alternate screen buffer"). A picture is written
/// over the one before, and nothing is erased before it is overwritten; a terminal that knows synchronized output shows it only when it is whole.
/// </summary>
internal sealed class LiveScreen : IDisposable
{
    private const string Enter = "\u001B[?1049h\u001B[?25l\u001B[?7l"; // the other screen, no cursor, no wrapping
    private const string Leave = "\u001B[?7h\u001B[?25h\u001B[?1049l";
    private const string Begin = "\u001B[?2026h";
    private const string End = "\u001B[?2026l";
    private const string Home = "\u001B[H";
    private const string EraseLine = "\u001B[K";
    private const string EraseBelow = "\u001B[J";

    private readonly PSHostUserInterface _host;
    private (Size, string) _shown;

    public LiveScreen(PSHostUserInterface host)
    {
        _host = host;
        Console.Out.Write(Enter);
    }

    /// <summary>Shows the lines that are drawn for the size that the screen has now, if they or it have changed.</summary>
    /// <param name="draw">Gives no line that is wider, and not more than there is room for.</param>
    public void Show(Func<Size, IEnumerable<string>> draw)
    {
        var size = _host.RawUI.WindowSize;
        var picture = Home + string.Join(EraseLine + "\r\n", draw(size)) + EraseLine + EraseBelow;
        if ((size, picture) != _shown)
        {
            // The host knows the characters of its screen; but where colours are off it takes these sequences for some, and drops them.
            Console.Out.Write(Begin);
            _host.Write(picture);
            Console.Out.Write(End);
            _shown = (size, picture);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Console.Out.Write(Leave);
}
