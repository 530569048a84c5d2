using System;
using System.Diagnostics;
using System.IO;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>PowerShell and the module compiled ahead of time, as both are shipped. The .NET tool of PowerShell is not, and starts slowly.</summary>
internal static class Engine
{
    private static readonly Lazy<string> Compiled = new(() => Compile(Path.Combine(AppContext.BaseDirectory, "pwsh")));
    private static readonly Lazy<string> Precompiled = new(() => Precompile(Path.Combine(AppContext.BaseDirectory, "module")));

    /// <summary>Path of pwsh.dll. The first time in a build it takes a minute or two.</summary>
    public static string PowerShell => Compiled.Value;

    /// <summary>Path of the module's manifest.</summary>
    public static string Module => Precompiled.Value;

    private static string Compile(string folder)
    {
        var program = Path.Combine(folder, "pwsh.dll");
        if (!File.Exists(program))
        {
            Build("PrecompileEngine", $"-p:Engine={folder}.new");
            Directory.Move(folder + ".new", folder);
        }

        return program;
    }

    private static string Precompile(string folder)
    {
        var manifest = Path.GetFileName(Repository.Module);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Copy(Path.GetDirectoryName(Repository.Module)!, folder);
        Build("Precompile", $"-p:Module={folder}");
        return Path.Combine(folder, manifest);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static void Build(string target, string property)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Repository.DotNet, ["build", Path.Combine(Repository.Root, "tools", "Precompile.csproj"), $"-t:{target}", "-v", "quiet", "-nologo", property])
        {
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The build failed: {output}");
    }
}
