using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>A process of one of the peers: told what to do line by line, it answers with what it measured.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly Lazy<string?> Compiled = new(Compile);

    private readonly Process _process;

    private Peer(string program, params string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>This module.</summary>
    public static Peer Module() => new(Environment.ProcessPath!, "worker");

    /// <summary>The Node design; null without Node or its packages.</summary>
    public static Peer? Node() =>
        Repository.IsOnPath("node") && Repository.HasNodePackages
            ? new("node", Repository.NodePeer)
            : Missing("no Node peer: Node is not on the PATH, or 'npm ci' was not run in tests/interop.");

    /// <summary>The C program; null without a compiler.</summary>
    public static Peer? C() => Compiled.Value is { } program ? new(program) : Missing("no C peer: there is no 'cc' on the PATH.");

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
        using var compiler = Process.Start("cc", ["-O2", "-Wall", "-Wextra", "-Werror", "-o", program, Repository.SourceOfPeer]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? program : throw new InvalidOperationException("peer.c does not compile.");
    }

    private static Peer? Missing(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }
}
