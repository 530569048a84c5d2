using System;
using System.Diagnostics;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>Folders with a fault, made by the operating system itself. Tests skip, saying why, where it does not let them.</summary>
public static class Folders
{
    /// <summary>Runs a program and says whether it was content.</summary>
    public static bool Try(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Makes a link to a folder; skips the test where none can be made. (Wine's call says that it has made one.)</summary>
    public static void Link(string path, string target)
    {
        try
        {
            Directory.CreateSymbolicLink(path, target);
        }
        catch (IOException)
        {
        }

        Assert.SkipUnless(Directory.Exists(path), "No link can be made here: on Windows it takes a privilege, or the developer mode.");
    }

    /// <summary>A small file system in memory.</summary>
    public static IDisposable Small(out string folder, string options)
    {
        folder = Directory.CreateTempSubdirectory("aisdlc-mount-").FullName;
        var mounted = folder;
        if (!OperatingSystem.IsLinux() || !Try("mount", "-t", "tmpfs", "-o", options, "none", mounted))
        {
            Directory.Delete(mounted);
            Assert.Skip("A file system can be mounted on Linux, by root.");
        }

        return new Undo(() => Assert.True(Try("umount", mounted)), () => Directory.Delete(mounted));
    }

    /// <summary>A small disk: ext4 in a file.</summary>
    public static IDisposable Disk(out string folder)
    {
        folder = Directory.CreateTempSubdirectory("aisdlc-mount-").FullName;
        var (mounted, image) = (folder, folder + ".img");
        using (var file = File.Create(image))
        {
            file.SetLength(16 << 20);
        }

        if (!OperatingSystem.IsLinux() || !Try("mkfs.ext4", "-q", image) || !Try("mount", "-o", "loop", image, mounted))
        {
            Directory.Delete(mounted);
            File.Delete(image);
            Assert.Skip("A disk can be mounted on Linux, by root.");
        }

        return new Undo(() => Assert.True(Try("umount", mounted)), () => Directory.Delete(mounted), () => File.Delete(image));
    }

    /// <summary>The folder itself, mounted over itself, read-only until disposed.</summary>
    public static IDisposable ReadOnly(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Try("mount", "--bind", folder, folder), "A folder can be mounted read-only on Linux, by root.");
        var undo = new Undo(() => Assert.True(Try("umount", folder)));
        Assert.True(Try("mount", "-o", "remount,bind,ro", folder));
        return undo;
    }

    /// <summary>A file mounted over itself, which nothing can be renamed over until disposed.</summary>
    public static IDisposable MountedOver(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Try("mount", "--bind", file, file), "A file can be mounted on Linux, by root.");
        return new Undo(() => Assert.True(Try("umount", file)));
    }

    /// <summary>A file or folder that nobody may change until disposed.</summary>
    public static IDisposable Immutable(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Try("chattr", "+i", path), "A file can be made immutable on Linux, by root, where the file system can.");
        return new Undo(() => Assert.True(Try("chattr", "-i", path)));
    }

    private sealed class Undo(params Action[] steps) : IDisposable
    {
        public void Dispose() => Array.ForEach(steps, step => step());
    }
}
