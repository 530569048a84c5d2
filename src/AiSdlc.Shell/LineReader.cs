using System;
using System.Collections.Generic;

namespace AiSdlc.Shell;

/// <summary>Reads a line from the terminal, key by key.</summary>
/// <remarks>
/// <see cref="Console.ReadLine"/> cannot be interrupted: after Ctrl+C the Enter that follows would run what was typed before it.
/// </remarks>
internal sealed class LineReader
{
    private readonly List<string> _history = [];

    /// <summary>Reads a line that the up and down keys bring back later.</summary>
    /// <inheritdoc cref="ReadLine"/>
    public string? ReadCommand()
    {
        var line = Read(_history);
        if (!string.IsNullOrWhiteSpace(line))
            _history.Add(line);
        return line;
    }

    /// <returns>The line; null for the end of input (Ctrl+D).</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C.</exception>
    public static string? ReadLine() => Read([]);

    private static string? Read(List<string> history)
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return ReadKeys(history);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            Console.WriteLine();
        }
    }

    private static string? ReadKeys(List<string> history)
    {
        var line = "";
        var recalled = history.Count;
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return line;
                case ConsoleKey.C when control:
                    Console.Write("^C");
                    throw new OperationCanceledException();
                case ConsoleKey.D when control && line.Length == 0:
                    return null;
                case ConsoleKey.UpArrow when recalled > 0:
                    line = Replace(line, history[--recalled]);
                    break;
                case ConsoleKey.DownArrow when recalled < history.Count:
                    line = Replace(line, ++recalled < history.Count ? history[recalled] : "");
                    break;
                case ConsoleKey.Backspace when line.Length > 0:
                    line = Replace(line, line[..^1]);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                        line = Replace(line, line + key.KeyChar);
                    break;
            }
        }
    }

    /// <summary>Shows another line instead of this one, rewriting only what differs.</summary>
    private static string Replace(string shown, string wanted)
    {
        var same = shown.AsSpan().CommonPrefixLength(wanted);
        for (var i = same; i < shown.Length; i++)
            Console.Write("\b \b");
        Console.Write(wanted[same..]);
        return wanted;
    }
}
