using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AiSdlc.Shell;

/// <summary>The one runspace of the Shell, and how things are run in it.</summary>
internal sealed class ShellSession : IDisposable
{
    /// <summary>Only a command that goes into the history leaves its $? behind.</summary>
    private static readonly PSInvocationSettings s_asUser = new() { AddToHistory = true };

    private readonly ShellHost _host;
    private readonly SignalStop _signals;
    private readonly Runspace _runspace;

    /// <param name="signals">Stops what runs here.</param>
    public ShellSession(SignalStop signals)
    {
        _signals = signals;
        _host = new ShellHost(new ShellConsole(new Questions(signals.Interrupt)));
        // The engine reports usage to its maker unless told not to; who starts this program was never asked.
        SetDefault("POWERSHELL_TELEMETRY_OPTOUT", "1");
        // It also listens for debuggers on a socket in the temp folder, which a killed process leaves behind.
        SetDefault("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
    }

    /// <summary>The exit code once <c>exit</c> or a signal asked to leave.</summary>
    public int? ExitCode => _signals.ExitCode ?? _host.ExitCode;

    /// <summary>Imports a module, for this runspace from its manifest, for others and for child processes by its name.</summary>
    /// <exception cref="ModuleUnavailableException">It cannot be imported.</exception>
    public void Import(string manifest)
    {
        // The engine has put the user's and the machine's folders first; this module is to win over an installed copy of it.
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(manifest))!;
        var others = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSModulePath", folder + Path.PathSeparator + others);

        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop);
        try
        {
            shell.Invoke();
        }
        catch (RuntimeException problem)
        {
            throw new ModuleUnavailableException($"The module '{manifest}' cannot be imported: {problem.Message}");
        }
    }

    /// <summary>Runs text as <c>pwsh -Command</c> does.</summary>
    public int RunCommand(string text)
    {
        var completed = Run(new PSCommand().AddScript(text));
        return ExitCode ?? (completed && LastStatementSucceeded() ? 0 : 1);
    }

    /// <summary>Runs a script file as <c>pwsh -File</c> does.</summary>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        var command = new PSCommand().AddCommand(path);
        foreach (var parameter in ScriptParameters.Parse(arguments))
            command.Commands[0].Parameters.Add(parameter);

        ScriptExit.LeavesSession(_runspace);
        var completed = Run(command);
        return ExitCode ?? (completed ? 0 : 1);
    }

    /// <summary>Runs a command and shows its output and errors as the engine formats them.</summary>
    /// <returns>Whether it ran to its end: it was neither stopped nor ended by an error.</returns>
    public bool Run(PSCommand command)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.Commands = command;
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        try
        {
            _signals.Invoke(shell, s_asUser);
            return true;
        }
        catch (Exception stop) when (stop is PipelineStoppedException or InvalidPowerShellStateException)
        {
            return false; // the second kind: a signal came before the pipeline had begun
        }
        catch (IncompleteParseException error)
        {
            _host.Console.WriteErrorLine($"ParserError: {error.Message}"); // the engine's view shows an empty line
            return false;
        }
        catch (Exception error) when (error is IContainsErrorRecord)
        {
            Show(((IContainsErrorRecord)error).ErrorRecord);
            return false;
        }
    }

    /// <summary>Runs text and returns what it wrote, as one string.</summary>
    public string Evaluate(string text)
    {
        using var shell = PowerShell.Create(_runspace);
        return string.Concat(shell.AddScript(text).Invoke());
    }

    public void Dispose() => _runspace.Dispose();

    private bool LastStatementSucceeded()
    {
        using var shell = PowerShell.Create(_runspace);
        return LanguagePrimitives.IsTrue(shell.AddScript("$?").Invoke()[0]);
    }

    private void Show(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default");
        _host.Console.WriteOutputAsErrors(() => shell.Invoke(new[] { error }));
    }

    private static void SetDefault(string variable, string value) =>
        Environment.SetEnvironmentVariable(variable, Environment.GetEnvironmentVariable(variable) ?? value);
}
