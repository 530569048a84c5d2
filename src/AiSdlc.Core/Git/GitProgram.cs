using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using AiSdlc.Platform;

namespace AiSdlc.Git;

/// <summary>
/// Which file is git. A program that is started by its bare name is looked for in the current folder first, by .NET on Unix and by
/// Windows: in a stranger's checkout that is the stranger's program.
/// </summary>
internal static class GitProgram
{
    private const uint AnyExecute = 0x49; // 0111

    private static readonly bool Windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>The absolute path of the first git on <c>PATH</c>; null when there is none.</summary>
    /// <param name="tree">The work tree that it is to look at. An entry in it does not count; nor does the current folder, nor a relative one.</param>
    public static string? Find(string tree) => FindOther("git", tree);

    /// <summary>The same for another program, which is not started here.</summary>
    public static string? FindOther(string name, string tree) => Find(Environment.GetEnvironmentVariable("PATH") ?? string.Empty, tree, Environment.CurrentDirectory, name);

    /// <summary>The same for a given path and current folder.</summary>
    internal static string? Find(string path, string tree, string current, string name = "git")
    {
        var stranger = Below(Normal(tree));
        var here = Normal(current);
        return Entries(path)
            .Where(entry => IsAbsolute(entry) && Normal(entry) is var folder && !folder.Equals(here, Comparison) && !Below(folder).StartsWith(stranger, Comparison))
            .Select(entry => Path.Combine(entry, Windows ? name + ".exe" : name))
            .FirstOrDefault(IsProgram);
    }

    private static StringComparison Comparison => Windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    // What paths of the folder begin with; of a work tree that is the whole disk, nothing.
    private static string Below(string folder) => Path.GetPathRoot(folder) == folder ? "\0" : folder + Path.DirectorySeparatorChar;

    private static IEnumerable<string> Entries(string path) => path.Split(Path.PathSeparator).Select(entry => entry.Trim('"'));

    // \git and C:git are rooted on Windows, and still relative.
    private static bool IsAbsolute(string entry) => entry.IndexOf('\0') < 0 && (Windows
        ? entry.Length > 2 && (entry[1] == ':' && entry[2] is '\\' or '/' || entry.StartsWith(@"\\", StringComparison.Ordinal))
        : entry is ['/', ..]);

    private static string Normal(string folder)
    {
        var full = Path.GetFullPath(folder);
        try
        {
            return FileSystem.Current.RealPath(full);
        }
        catch (NativeException)
        {
            return full; // there is no such folder
        }
    }

    private static bool IsProgram(string file)
    {
        if (Windows)
        {
            return File.Exists(file);
        }

        try
        {
            return FileSystem.Current.Stat(FileSystem.Current.RealPath(file)) is { IsRegular: true } found && (found.Mode & AnyExecute) != 0;
        }
        catch (NativeException)
        {
            return false;
        }
    }
}
