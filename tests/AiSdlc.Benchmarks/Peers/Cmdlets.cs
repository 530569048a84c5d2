using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>The cmdlets, in runspaces of the real engine inside this process that are kept warm.</summary>
internal static class Cmdlets
{
    private const string UpdateLoop = """
        param([string] $Story, [int] $Times)
        for ($i = 0; $i -lt $Times; $i++) {
            $since = [Diagnostics.Stopwatch]::GetTimestamp()
            Update-StoryFrontmatter -LiteralPath $Story -Increment count
            [Diagnostics.Stopwatch]::GetElapsedTime($since).TotalMicroseconds
        }
        """;

    private static readonly List<Runspace> Warm = [];

    /// <summary>Updates one after the other, in one runspace; microseconds of each.</summary>
    public static IEnumerable<double> Update(string story, int times) => Run(Runspaces(1)[0], UpdateLoop, story, times).Select(took => (double)took.BaseObject);

    /// <summary>As many updates in each of several runspaces at once; microseconds until the last one is done.</summary>
    public static double UpdateInRunspaces(string story, int count, int times)
    {
        var runspaces = Runspaces(count);
        var threads = runspaces.ConvertAll(runspace => new Thread(() => Run(runspace, UpdateLoop, story, times)));
        return Worker.Time(() =>
        {
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        });
    }

    /// <summary>Microseconds of one command.</summary>
    public static double Invoke(string script, string argument) => Worker.Time(() => Run(Runspaces(1)[0], script, argument));

    /// <summary>Microseconds to open a runspace, and to import the module into it.</summary>
    public static IEnumerable<double> Import()
    {
        Runspace? runspace = null;
        yield return Worker.Time(() => (runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2())).Open());
        yield return Worker.Time(() => Run(runspace!, "Import-Module $args[0]", Repository.Module));
    }

    private static List<Runspace> Runspaces(int count)
    {
        while (Warm.Count < count)
        {
            var state = InitialSessionState.CreateDefault2();
            state.ImportPSModule([Repository.Module]);
            var runspace = RunspaceFactory.CreateRunspace(state);
            runspace.Open();
            Warm.Add(runspace);
        }

        return Warm[..count];
    }

    private static Collection<PSObject> Run(Runspace runspace, string script, params object[] arguments)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(script);
        Array.ForEach(arguments, argument => shell.AddArgument(argument));
        var output = shell.Invoke();
        return shell.Streams.Error.Count == 0 ? output : throw shell.Streams.Error[0].Exception;
    }
}
