using System;
using System.IO;
using System.Linq;

namespace AiSdlc.Benchmarks;

/// <summary>Where things are in the checkout that this was built from.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot(AppContext.BaseDirectory);

    public static string Module { get; } = Path.Combine(Root, "out", "AiSdlc.PowerShell", "AiSdlc.PowerShell.psd1");

    public static string NodePeer { get; } = Path.Combine(Root, "tests", "interop", "bench.mjs");

    public static string SourceOfPeer { get; } = Path.Combine(Root, "tests", "AiSdlc.Benchmarks", "peer.c");

    public static bool HasNodePackages => Directory.Exists(Path.Combine(Root, "tests", "interop", "node_modules"));

    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "AiSdlc.PowerShell.sln")) ? from : FindRoot(Path.GetDirectoryName(from.TrimEnd(Path.DirectorySeparatorChar))!);
}
