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
    private readonly string _host;
    private readonly string _image;
    private readonly string _kind;
    private int _snapshots;

    public Disk(string kind, string options)
    {
        _kind = kind;
        _root = Directory.CreateDirectory(Path.Combine(Fast, $"aisdlc-power-{Environment.ProcessId}-{kind}")).FullName;
        _host = Directory.CreateDirectory(Path.Combine(_root, "host")).FullName;
        _image = Path.Combine(_host, "disk");
        Folder = Directory.CreateDirectory(Path.Combine(_root, "mounted")).FullName;
        Format(Path.Combine(_root, "host.image"), HostSize, "xfs");
        Command.Run("mount", "-o", "loop", Path.Combine(_root, "host.image"), _host);
        Format(_image, Size, kind);
        Command.Run("mount", "-o", $"loop,{options}", _image, Folder);
    }

    /// <summary>Why there can be no such disk; null when there can.</summary>
    public static string? IsMissing =>
        !OperatingSystem.IsLinux() || Native.Libc.EffectiveUser() != 0 ? "Disks are made and mounted on Linux, by root."
        : !Repository.IsOnPath("mkfs.xfs") ? "mkfs.xfs is not on the PATH (package xfsprogs)."
        : !File.Exists("/dev/loop-control") ? "There are no loop devices."
        : null;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>Cuts the power on a copy: what is on the disk now, mounted as after a restart.</summary>
    public Snapshot Cut()
    {
        var image = Path.Combine(_host, $"cut{++_snapshots}");
        Command.Run("cp", "--reflink=always", _image, image);
        return new Snapshot(image, Path.Combine(_root, $"cut{_snapshots}"), _kind == "xfs" ? "loop,nouuid" : "loop");
    }

    public void Dispose()
    {
        Command.Run("umount", Folder);
        Command.Run("umount", _host);
        Directory.Delete(_root, recursive: true);
    }

    // In memory, where there is such a folder: what is on the disk does not depend on the disk below it.
    private static string Fast => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private static void Format(string image, long size, string kind)
    {
        using (var file = File.Create(image))
            file.SetLength(size);
        Command.Run($"mkfs.{kind}", "-q", image);
    }

    /// <summary>The copy; unmounted and deleted when disposed.</summary>
    internal sealed class Snapshot : IDisposable
    {
        private readonly string _image;

        public Snapshot(string image, string folder, string options)
        {
            _image = image;
            Folder = Directory.CreateDirectory(folder).FullName;
            Command.Run("mount", "-o", options, image, folder);
        }

        /// <summary>Where it is mounted.</summary>
        public string Folder { get; }

        public void Dispose()
        {
            Command.Run("umount", Folder);
            Directory.Delete(Folder);
            File.Delete(_image);
        }
    }
}
