using System;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace AiSdlc.Shell;

/// <summary>A console for the PowerShell engine with the module AiSdlc.PowerShell imported.</summary>
internal static class Program
{
    private const int BadArguments = 64; // EX_USAGE, as pwsh has it

    private static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        try
        {
            return Run(ShellArguments.Parse(args));
        }
        catch (ArgumentException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return BadArguments;
        }
        catch (ModuleUnavailableException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static int Run(ShellArguments arguments)
    {
        switch (arguments.Mode)
        {
            case ShellMode.Help:
                Console.WriteLine(ShellArguments.Usage);
                return 0;
            case ShellMode.Version:
                Console.WriteLine($"AiSdlc.Shell {VersionOf(typeof(Program))}, PowerShell engine {VersionOf(typeof(PSObject))}");
                return 0;
        }

        var manifest = arguments.NoModule ? null : ModuleLocator.Find();
        using var signals = new SignalStop(atPrompt: arguments.Mode == ShellMode.Prompt);
        using var session = new ShellSession(signals);
        if (manifest is not null)
            session.Import(manifest);
        return arguments.Mode switch
        {
            ShellMode.Command => session.RunCommand(arguments.Text),
            ShellMode.File => session.RunFile(arguments.Text, arguments.ScriptArguments),
            _ => new Prompt(session).Run(),
        };
    }

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', ' ')[0];
}
