using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AiSdlc.Tests;

/// <summary>What a script wrote.</summary>
internal sealed record Written(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose)
{
    /// <summary>Ids of the errors, less the name of the cmdlet.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]);
}

/// <summary>A runspace of the real engine with the built module imported.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    public Engine(string? folder = null)
    {
        SkipWithoutHome();
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Repository.Module]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        if (folder is not null)
        {
            _runspace.SessionStateProxy.Path.SetLocation(folder);
        }
    }

    /// <summary>For a test that has made something by the time it needs an engine.</summary>
    public static void SkipWithoutHome() => Assert.SkipWhen(
        WildcardPattern.ContainsWildcardCharacters(AppContext.BaseDirectory),
        "The engine in this process has its home below a folder with a wildcard in its name, and there it does not find its own modules.");

    public Guid Id => _runspace.InstanceId;

    public PowerShell Script(string script, params object[] arguments)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        Array.ForEach(arguments, argument => shell.AddArgument(argument));
        return shell;
    }

    /// <summary>Runs a script to its end.</summary>
    public Written Run(string script, params object[] arguments)
    {
        using var shell = Script(script, arguments);
        var output = shell.Invoke();
        return new Written(
            output, [.. shell.Streams.Error], [.. shell.Streams.Warning.Select(record => record.Message)], [.. shell.Streams.Verbose.Select(record => record.Message)]);
    }

    /// <summary>Runs a script that must write no error.</summary>
    public IReadOnlyList<PSObject> Get(string script, params object[] arguments)
    {
        var written = Run(script, arguments);
        Assert.Empty(written.Errors);
        return written.Output;
    }

    public void Dispose() => _runspace.Dispose();
}
