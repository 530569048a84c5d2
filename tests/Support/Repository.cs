using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace AiSdlc.Tests;

/// <summary>Where things are in the checkout that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Interop { get; } = Path.Combine(Root, "tests", "interop");

    /// <summary>The manifest of the module under test: the staged one, or the one that the environment names.</summary>
    public static string Module { get; } =
        Environment.GetEnvironmentVariable("AISDLC_MODULE") ?? Path.Combine(Root, "out", "AiSdlc.PowerShell", "AiSdlc.PowerShell.psd1");

    /// <summary>The program of the PowerShell that tests start, for <see cref="DotNet"/>: the one that the build downloads, or the one that the environment names.</summary>
    public static string PowerShell { get; } =
        Environment.GetEnvironmentVariable("AISDLC_POWERSHELL") ?? typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == nameof(PowerShell)).Value!;

    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "AiSdlc.PowerShell.sln")) ? from : FindRoot(Path.GetDirectoryName(from.TrimEnd(Path.DirectorySeparatorChar))!);
}
