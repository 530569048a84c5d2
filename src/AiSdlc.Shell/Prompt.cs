using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AiSdlc.Shell;

/// <summary>Reads commands from the terminal until <c>exit</c> or the end of input.</summary>
internal sealed class Prompt(ShellSession session)
{
    /// <summary>
    /// The engine comes without the cmdlets that move and look around, so a prompt gets the least of them under their usual names.
    /// </summary>
    private const string LookingAround = """
        function Set-Location([string] $Path = '~') { [void] $ExecutionContext.SessionState.Path.SetLocation($Path) }
        function Get-Location { $ExecutionContext.SessionState.Path.CurrentLocation }
        function Get-ChildItem([string] $Path = '.') { $ExecutionContext.InvokeProvider.ChildItem.Get($Path, $false) }
        function Get-Content([Parameter(Mandatory)] [string] $Path) {
            foreach ($file in $ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($Path, [ref] $null)) {
                [IO.File]::ReadLines($file)
            }
        }
        $ExecutionContext.InvokeProvider.Item.Set('Alias:cd', 'Set-Location')
        $ExecutionContext.InvokeProvider.Item.Set('Alias:pwd', 'Get-Location')
        $ExecutionContext.InvokeProvider.Item.Set('Alias:ls', 'Get-ChildItem')
        $ExecutionContext.InvokeProvider.Item.Set('Alias:cat', 'Get-Content')
        """;

    private readonly LineReader _terminal = new();

    /// <returns>The process's exit code.</returns>
    public int Run()
    {
        session.Evaluate(LookingAround);
        while (session.ExitCode is null && Read() is { } text)
            session.Run(new PSCommand().AddScript(text));
        return session.ExitCode ?? 0;
    }

    /// <summary>Reads one command; a blank line ends one that is still incomplete, Ctrl+C drops it.</summary>
    private string? Read()
    {
        try
        {
            var text = ReadLine(PromptText());
            while (text is not null && IsIncomplete(text) && ReadLine(">> ") is { Length: > 0 } line)
                text += Environment.NewLine + line;
            return text;
        }
        catch (OperationCanceledException)
        {
            return "";
        }
    }

    private string PromptText()
    {
        try
        {
            return session.Evaluate("prompt");
        }
        catch (RuntimeException)
        {
            return "PS> "; // the user's own prompt function fails
        }
    }

    private string? ReadLine(string prompt)
    {
        Console.Write(prompt);
        return _terminal.ReadCommand();
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
