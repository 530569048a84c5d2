using System;
using System.IO;
using System.Linq;
using AiSdlc.Platform;

namespace AiSdlc.Git;

/// <summary>
/// The program that merges a story for git. A process is started for each story, so it is the small one where the machine has a .NET runtime of its
/// own (a tenth of a second), and else PowerShell (a second).
/// </summary>
internal static class MergeProgram
{
    private const string Program = "AiSdlc.Merge.dll";
    private const int LeastRuntime = 8;
    private const int CompiledFor = 10; // tools/Precompile.csproj
    private const string Manifest = "AiSdlc.PowerShell.psd1";

    /// <summary>The command for git's configuration: a shell runs it, with the files in place of the letters.</summary>
    /// <param name="tree">The work tree; no program is taken from it.</param>
    public static string Command(string tree)
    {
        var own = Path.GetDirectoryName(typeof(MergeProgram).Assembly.Location)!;
        var module = ModuleAround(own);
        var programs = new (string File, int Runtime)[] { (Path.Combine(own, Program), CompiledFor), (Path.Combine(module, "Core", Program), LeastRuntime) };
        return GitProgram.FindOther("dotnet", tree) is { } dotnet && Array.Find(programs, one => File.Exists(one.File) && HasRuntime(dotnet, one.Runtime)).File is { } program
            ? $"{Quoted(dotnet)} {Quoted(program)} %O %A %B %P"
            : $"{Quoted(GitProgram.FindOther(Shell, tree) ?? Shell)} -NoProfile -NonInteractive -Command {Quoted(Script(Path.Combine(module, Manifest)))} %O %A %B";
    }

    // This may be the build that all platforms run, or one below it that is compiled for this one.
    private static string ModuleAround(string folder) =>
        File.Exists(Path.Combine(folder, Manifest)) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? ModuleAround(parent)
        : throw new FileNotFoundException("The core runs in no module.", Manifest);

#if NET
    private const string Shell = "pwsh";
#else
    private const string Shell = "powershell";
#endif

    // The files come after it, as arguments of the block.
    private static string Script(string module) =>
        $"& {{ Import-Module -Name \"{module.Replace("`", "``").Replace("$", "`$")}\"; " +
        "$merged = Merge-Story -Base $args[0] -Ours $args[1] -Theirs $args[2] -Destination $args[1] -Confirm:$false; exit [int](-not $merged.IsClean) }";

    private static bool HasRuntime(string dotnet, int least)
    {
        try
        {
            var runtimes = Path.Combine(Path.GetDirectoryName(FileSystem.Current.RealPath(dotnet))!, "shared", "Microsoft.NETCore.App");
            return Directory.Exists(runtimes) && Directory.EnumerateDirectories(runtimes).Any(folder => Version.TryParse(Path.GetFileName(folder), out var version) && version.Major >= least);
        }
        catch (NativeException)
        {
            return false;
        }
    }

    // git replaces a letter after a percent sign, and the shell much else.
    private static string Quoted(string text) => "'" + text.Replace("%", "%%").Replace("'", "'\\''") + "'";
}
