using System;
using System.IO;

namespace AiSdlc.Chaos.Power;

/// <summary>
/// A file system on a disk whose power can be cut. The disk is a file on XFS; a reflink copy of it is taken while nobody can write to it,
/// and so holds all that the file system had written by one moment, and nothing of what it had yet to write.
/// </summary>
internal sealed class Disk : IDisposable
{
    private const long HostSize = 4L << 30; // with holes; copies share their blocks
    private const long Size = 512L << 20;

    private readonly string _root;
    private readonly string _image;
    private readonly string _kind;
    private readonly Mount _host;
    private readonly Mount _mounted;
    private int _snapshots;

    public Disk(string kind, string options)
    {
        _kind = kind;
        _root = Directory.CreateDirectory(Path.Combine(Fast, $"aisdlc-power-{Environment.ProcessId}-{kind}")).FullName;
        _host = new Mount(Formatted(Path.Combine(_root, "host.image"), HostSize, "xfs"), Path.Combine(_root, "host"), "loop");
        _image = Path.Combine(_host.Folder, "disk");
        try
        {
            _mounted = new Mount(Formatted(_image, Size, kind), Path.Combine(_root, "mounted"), $"loop,{options}");
        }
        catch
        {
            _host.Dispose();
            throw;
        }
    }

    /// <summary>Why there can be no such disk; null when there can.</summary>
    public static string? IsMissing =>
        !OperatingSystem.IsLinux() || Platform.Libc.EffectiveUser() != 0 ? "Disks are made and mounted on Linux, by root."
        : !Repository.IsOnPath("mkfs.xfs") ? "mkfs.xfs is not on the PATH (package xfsprogs)."
        : !File.Exists("/dev/loop-control") ? "There are no loop devices."
        : null;

    /// <summary>Where it is mounted.</summary>
    public string Folder => _mounted.Folder;

    /// <summary>Cuts the power on a copy: what is on the disk now, mounted as after a restart.</summary>
    public Snapshot Cut()
    {
        var image = Path.Combine(_host.Folder, $"cut{++_snapshots}");
        Command.Run("cp", "--reflink=always", _image, image);
        return new Snapshot(image, Path.Combine(_root, $"cut{_snapshots}"), _kind == "xfs" ? "loop,nouuid" : "loop");
    }

    public void Dispose()
    {
        _mounted.Dispose();
        _host.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    // In memory, where there is such a folder: what is on the disk does not depend on the disk below it.
    private static string Fast => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private static string Formatted(string image, long size, string kind)
    {
        using (var file = File.Create(image))
            file.SetLength(size);
        Command.Run($"mkfs.{kind}", "-q", image);
        return image;
    }

    /// <summary>The copy; unmounted and deleted when disposed.</summary>
    internal sealed class Snapshot(string image, string folder, string options) : IDisposable
    {
        private readonly Mount _mounted = new(image, folder, options);

        /// <summary>Where it is mounted.</summary>
        public string Folder => _mounted.Folder;

        public void Dispose()
        {
            _mounted.Dispose();
            Directory.Delete(Folder);
            File.Delete(image);
        }
    }
}
