using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace AiSdlc.Chaos.Workers;

/// <summary>How each kind of worker is started.</summary>
internal static class Launch
{
    private const string CmdletScript = """
        param($Module, $Story, $Name, [int] $Runspaces, [int] $Stale, [int] $Harness)
        1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
            Import-Module $using:Module
            $update = @{ Path = $using:Story; Increment = 'count'; StaleTimeout = $using:Stale; LockTimeout = 60000; WarningAction = 'Ignore' }
            for ($i = 1; ; $i++) {
                $null = [Diagnostics.Process]::GetProcessById($using:Harness) # throws, and so ends this, when the harness is gone
                $token = "$using:Name.$_-$i"
                try {
                    Update-StoryFrontmatter @update -Add @{ log = $token } -ErrorAction Stop
                    [Console]::Out.WriteLine("ok $token")
                } catch {
                    [Console]::Out.WriteLine("no $token $($_.FullyQualifiedErrorId)")
                }
            }
        }
        """;

    /// <summary>Why there can be no Node peers; null when there can.</summary>
    public static string? NodeIsMissing =>
        !Repository.IsOnPath("node") ? "Node is not on the PATH."
        : !Directory.Exists(Path.Combine(Repository.Interop, "node_modules")) ? "The Node packages are not installed: run 'npm ci' in tests/interop."
        : null;

    /// <summary>The command line that runs a command of this very program.</summary>
    public static string[] OfThisProgram(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, typeof(Launch).Assembly.Location, .. arguments]
            : [program, .. arguments];
    }

    public static string[] Core(Board board, string name, int runspaces) =>
        OfThisProgram("core-worker", "--story", board.Story, "--worker", name, "--runspaces", $"{runspaces}");

    public static string[] Naive(Board board, string name, string kind) =>
        OfThisProgram("naive-worker", "--story", board.Story, "--worker", name, "--kind", kind);

    /// <summary>The real cmdlets, in as many runspaces of one PowerShell.</summary>
    public static string[] Cmdlets(Board board, string name, int runspaces)
    {
        var script = Path.Combine(board.Root, "worker.ps1");
        if (!File.Exists(script))
            File.WriteAllText(script, CmdletScript);
        return
        [
            Repository.DotNet, Repository.PowerShell, "-NoProfile", "-NonInteractive", "-File", script,
            Repository.Module, board.Story, name, $"{runspaces}", $"{Board.StaleTimeout}", $"{Environment.ProcessId}",
        ];
    }

    public static string[] Node(string script, params string[] arguments) => ["node", Path.Combine(Repository.Interop, script), .. arguments];

    public static ProcessStartInfo StartInfo(IReadOnlyList<string> command) => new(command[0], command.Skip(1))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["DOTNET_EnableDiagnostics"] = "0", // pipes of the runtime in the temporary folder would outlive a worker that is killed
            ["DOTNET_MultiCoreJitNoProfileGather"] = "1", // README.md, "Many shells at once"
        },
    };

    /// <summary>Ends this process when the harness that started it is gone, and with it the other end of the standard input.</summary>
    public static void EndWithHarness() => new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(0);
    })
    { IsBackground = true }.Start();
}
