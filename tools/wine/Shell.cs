using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

namespace AiSdlc.Wine;

/// <summary>The part of pwsh's command line that the tests use, with all that is written as text.</summary>
internal static class Shell
{
    /// <summary>Runs <c>-Command</c>, <c>-EncodedCommand</c> or <c>-File</c>; the exit code is 1 when the script throws.</summary>
    public static int Run(string[] arguments)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        Read(arguments, shell);
        shell.AddCommand("Out-String").AddParameter("Stream").AddParameter("Width", 200);

        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, added) => Console.Out.WriteLine(output[added.Index]);
        shell.Streams.Error.DataAdded += (_, added) => Console.Error.WriteLine(shell.Streams.Error[added.Index]);
        shell.Streams.Warning.DataAdded += (_, added) => Console.Out.WriteLine($"WARNING: {shell.Streams.Warning[added.Index]}");
        shell.Streams.Information.DataAdded += (_, added) => Console.Out.WriteLine(shell.Streams.Information[added.Index]);
        try
        {
            shell.Invoke(null, output);
            return runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int code ? code : 0;
        }
        catch (RuntimeException exception)
        {
            Console.Error.WriteLine(exception.ErrorRecord);
            return 1;
        }
    }

    private static void Read(string[] arguments, PowerShell shell)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i].ToUpperInvariant())
            {
                case "-COMMAND":
                    shell.AddScript(string.Join(' ', arguments[(i + 1)..]));
                    return;
                case "-ENCODEDCOMMAND":
                    shell.AddScript(Encoding.Unicode.GetString(Convert.FromBase64String(arguments[i + 1])));
                    return;
                case "-FILE":
                    shell.AddScript($"& '{arguments[i + 1].Replace("'", "''", StringComparison.Ordinal)}' {string.Join(' ', arguments[(i + 2)..])}");
                    return;
            }
        }
    }
}
