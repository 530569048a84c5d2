using System;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>
/// PowerShell and the module in a folder that every user may read, as an administrator would have installed them: the checkout and the
/// package folder may be below a folder that is its owner's alone.
/// </summary>
public sealed class SharedFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aisdlc-shared-");

    public SharedFolder()
    {
        if (CannotPlayOthers is not null)
            return;
        PowerShell = Path.Combine(Copy(Path.GetDirectoryName(Repository.PowerShell)!), Path.GetFileName(Repository.PowerShell));
        Module = Path.Combine(Copy(Path.GetDirectoryName(Repository.Module)!), Path.GetFileName(Repository.Module));
        Assert.True(Folders.Try("chmod", "-R", "a+rX", _folder.FullName));
    }

    /// <summary>What starts a program as another user, who has no rights of root's.</summary>
    public static string[] AsSomebody { get; } = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    /// <summary>Why nobody can be played here but oneself; null where others can.</summary>
    public static string? CannotPlayOthers { get; } =
        OperatingSystem.IsLinux() && Folders.Try(AsSomebody[0], [.. AsSomebody[1..], Repository.DotNet, "--list-runtimes"])
            ? null
            : "Another user can be played on Linux, by root, where that user may run dotnet.";

    public string PowerShell { get; } = "";

    public string Module { get; } = "";

    public void Dispose() => _folder.Delete(recursive: true);

    private string Copy(string from)
    {
        Assert.True(Folders.Try("cp", "-R", from, _folder.FullName));
        return Path.Combine(_folder.FullName, Path.GetFileName(from));
    }
}
