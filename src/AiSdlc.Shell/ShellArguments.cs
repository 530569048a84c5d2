using System;
using System.Collections.Generic;
using System.IO;

namespace AiSdlc.Shell;

/// <summary>What the Shell was asked to do.</summary>
internal enum ShellMode
{
    Prompt,
    Command,
    File,
    Help,
    Version,
}

/// <summary>The command line, checked: everything a mode needs is there.</summary>
/// <param name="Mode">What to do.</param>
/// <param name="Text">The command's text, or the full path of the script file.</param>
/// <param name="ScriptArguments">What follows the script file.</param>
/// <param name="NoModule">Start without the module.</param>
internal sealed record ShellArguments(ShellMode Mode, string Text, IReadOnlyList<string> ScriptArguments, bool NoModule)
{
    public const string Usage = """
        AiSdlc.Shell [-NoModule] [-Command TEXT | -File PATH [arguments]]

        Runs PowerShell with the module AiSdlc.PowerShell imported; without a command or a file it prompts.

          -Command TEXT      runs TEXT; '-' reads it from standard input
          -File PATH ...     runs a script file; everything after PATH belongs to the script
          -NoModule          does not import the module
          -NoProfile         accepted because pwsh has it; there are no profiles here
          -h, --help         shows this text
          --version          shows the versions of the Shell and of the engine

        Exit code: what 'exit' says; else 1 after an uncaught error, or when the last statement of -Command failed.
        """;

    /// <exception cref="ArgumentException">The command line makes no sense; the message says why.</exception>
    public static ShellArguments Parse(string[] args)
    {
        var noModule = false;
        for (var i = 0; i < args.Length; i++)
        {
            var rest = args[(i + 1)..];
            switch (args[i].ToUpperInvariant())
            {
                case "-NOMODULE":
                    noModule = true;
                    break;
                case "-NOPROFILE":
                    break;
                case "-C" or "-COMMAND":
                    return new(ShellMode.Command, CommandText(rest), [], noModule);
                case "-F" or "-FILE":
                    return new(ShellMode.File, ScriptPath(rest), rest[1..], noModule);
                case "-H" or "-HELP" or "--HELP" or "-?":
                    return new(ShellMode.Help, "", [], noModule);
                case "-VERSION" or "--VERSION":
                    return new(ShellMode.Version, "", [], noModule);
                default:
                    throw new ArgumentException($"The argument '{args[i]}' is not known.\n\n{Usage}");
            }
        }

        return Console.IsInputRedirected
            ? new(ShellMode.Command, Console.In.ReadToEnd(), [], noModule)
            : new(ShellMode.Prompt, "", [], noModule);
    }

    private static string CommandText(string[] rest) => rest switch
    {
        [] => throw new ArgumentException("-Command needs the text to run, or '-' to read it from standard input."),
        ["-"] => Console.In.ReadToEnd(),
        _ => string.Join(' ', rest),
    };

    private static string ScriptPath(string[] rest)
    {
        if (rest is not [var given, ..])
            throw new ArgumentException("-File needs the path of a script.");
        var path = Path.GetFullPath(given);
        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"The script '{given}' cannot be run: its name does not end in '.ps1'.");
        return File.Exists(path) ? path : throw new ArgumentException($"The script '{given}' does not exist.");
    }
}
