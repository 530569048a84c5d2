using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>A process of one of the peers: told what to do line by line, it answers with what it measured.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly Lazy<string?> Compiled = new(Compile);

    private readonly Process _process;

    private Peer(Place? place, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["AISDLC_STATE_DIR"] = place?.State;
        start.Environment["DOTNET_MultiCoreJitNoProfileGather"] = "1"; // README.md, "Many shells at once"
        _process = Process.Start(start)!;
    }

    /// <summary>This module, with its state folder on the same file system as the stories.</summary>
    public static Peer Module(Place place) => new(place, Environment.ProcessPath!, "worker");

    /// <summary>The cmdlets in a new PowerShell, as users have it (fresh.ps1), with a setting of the environment such as A=1.</summary>
    public static Peer Shell(Place place, string? setting = null) => new(
        place, "env",
        [.. setting is null ? [] : new[] { setting }, Repository.DotNet, Engine.PowerShell, "-NoProfile", "-File", Path.Combine(Repository.Root, "tests", "AiSdlc.Benchmarks", "fresh.ps1"), Engine.Module]);

    /// <summary>The Node design; null without Node or its packages.</summary>
    public static Peer? Node() =>
        Repository.IsOnPath("node") && Directory.Exists(Path.Combine(Repository.Interop, "node_modules"))
            ? new(null, "node", Path.Combine(Repository.Interop, "bench.mjs"))
            : Missing("no Node peer: Node is not on the PATH, or 'npm ci' was not run in tests/interop.");

    /// <summary>The C program; null without a compiler.</summary>
    public static Peer? C() => Compiled.Value is { } program ? new(null, program) : Missing("no C peer: there is no 'cc' on the PATH.");

    /// <summary>
    /// Has all of them update stories of their own in memory until their runtimes have compiled everything as well as they can. .NET does so in
    /// pauses, 100 ms after the last new method: first with counters, then, by what those say, for good. After four rounds half of it is still with counters.
    /// </summary>
    public static void WarmUp(Lab lab, IReadOnlyList<Peer> peers, string command = "update")
    {
        using var place = new Place(lab.Options.Memory);
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < peers.Count; i++)
                peers[i].Tell(command, place.Add(i), "300");
            foreach (var peer in peers)
                peer.Hear();
            Thread.Sleep(300);
        }
    }

    /// <summary>The same for one.</summary>
    public Peer Warm(Lab lab, string command = "update")
    {
        WarmUp(lab, [this], command);
        return this;
    }

    /// <summary>Microseconds of each update; NaN for one that was refused.</summary>
    public double[] Update(string story, int times, string command = "update") => Ask(command, story, $"{times}");

    public double[] Ask(params string[] words)
    {
        Tell(words);
        return Hear();
    }

    public void Tell(params string[] words)
    {
        _process.StandardInput.Write(string.Join('\t', words) + "\n");
        _process.StandardInput.Flush();
    }

    public double[] Hear() =>
        [.. (_process.StandardOutput.ReadLine() ?? throw new EndOfStreamException("A peer has died."))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "x" ? double.NaN : double.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        _process.StandardInput.Close(); // what it is doing it finishes
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string? Compile()
    {
        if (!Repository.IsOnPath("cc"))
            return null;
        var program = Path.Combine(AppContext.BaseDirectory, "peer");
        using var compiler = Process.Start("cc", ["-O2", "-Wall", "-Wextra", "-Werror", "-o", program, Path.Combine(Repository.Root, "tests", "AiSdlc.Benchmarks", "peer.c")]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? program : throw new InvalidOperationException("peer.c does not compile.");
    }

    private static Peer? Missing(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }
}
