using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static AiSdlc.Platform.PosixCall;

namespace AiSdlc.Platform;

/// <summary>Linux and macOS.</summary>
internal sealed class PosixFileSystem : FileSystem
{
    private const uint PermissionBits = 0xFFF; // 07777
    private const uint Keep = uint.MaxValue; // (uid_t)-1: chown(2) leaves that id alone
    private const int CurrentFolder = -100; // AT_FDCWD; every path here is absolute, so it is never looked at
    private const uint NoReplace = 1; // RENAME_NOREPLACE
    private const uint Exclusive = 4; // RENAME_EXCL
    private const int FullSync = 51; // F_FULLFSYNC
    private const int ExclusiveAtOnce = 2 | 4; // LOCK_EX, LOCK_NB

    private static readonly bool Linux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
    private static readonly bool Apple = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override bool TryMakeDirectory(string path, uint mode = 0x1FF) =>
        Succeeded(Libc.MakeDirectory(path, mode), "mkdir", path, unless: "EEXIST");

    public override bool TryRemoveDirectory(string path) =>
        Succeeded(Libc.RemoveDirectory(path), "rmdir", path, unless: "ENOENT");

    public override bool TryRename(string from, string to)
    {
        var result = Apple
            ? Libc.RenameExclusive(from, to, Exclusive)
            : Libc.RenameAt2(CurrentFolder, from, CurrentFolder, to, NoReplace);
        return result < 0 && Errno.Name(Marshal.GetLastWin32Error()) is "EINVAL" or "ENOSYS" or "ENOTSUP"
            ? TryRenamePlainly(from, to)
            : Succeeded(result, "rename", from, "ENOENT", "EEXIST", "ENOTEMPTY");
    }

    // NFS, some FUSE file systems and exFAT know no rename without replacement. A link to a file is one; a directory is renamed when its new
    // name is free, which for a lock's way out is certain, for its name is random.
    private bool TryRenamePlainly(string from, string to)
    {
        if (Libc.Link(from, to) == 0)
        {
            _ = Libc.Unlink(from); // should it stay, the next holder removes it
            return true;
        }

        return Errno.Name(Marshal.GetLastWin32Error()) != "EEXIST" && Stat(to) is null
            && Succeeded(Libc.Rename(from, to), "rename", from, "ENOENT", "ENOTEMPTY");
    }

    public override void Replace(string from, string to) => Succeeded(Libc.Rename(from, to), "rename", from);

    public override string RealPath(string path)
    {
        var resolved = SystemNativeStat.RealPath(path);
        if (resolved == IntPtr.Zero)
        {
            throw NativeException.Last("realpath", path);
        }

        try
        {
            return Utf8(resolved);
        }
        finally
        {
            Libc.Free(resolved);
        }
    }

    public override string TrueName(string path) => Apple ? RealPath(path) : path; // which gives names as stored, whatever case and Unicode form was asked for

    public override bool IsFile(string path) => Stat(path) is { IsRegular: true };

    public override bool IsLink(string path) => Stat(path) is { IsLink: true };

    public override SafeFileHandle? OpenDirectory(string path) => Open(path, OpenFlags.Directory);

    public override bool TryReserve(SafeFileHandle directory) =>
        TryUse(directory, descriptor => Libc.FileLock(descriptor, ExclusiveAtOnce)) || Errno.Name(Marshal.GetLastWin32Error()) != "EAGAIN";

    public override IEnumerable<string> List(string folder) =>
        NoAtimeListing.IsKnown ? NoAtimeListing.Of(folder) : base.List(folder);

    public override DateTime SetTime(SafeFileHandle? directory, string path, DateTime utc, DateTime? former)
    {
        var ticks = (utc - Epoch).Ticks;
        var time = new Libc.TimeSpec
        {
            Seconds = new IntPtr(ticks / TimeSpan.TicksPerSecond),
            Nanoseconds = new IntPtr(ticks % TimeSpan.TicksPerSecond * 100),
        };
        Use(directory!, descriptor => Libc.SetTimes(descriptor, new Libc.TimeSpecs { Accessed = time, Modified = time }), "futimens", path);
        return Epoch.AddTicks(Stat(directory!, path).Modified / 100);
    }

    // statfs(2): ext2 to ext4, XFS, Btrfs, F2FS, overlay. In memory it is not worth a thread; NFS, SMB and FUSE would keep a
    // file that is deleted while it is open under another name.
    public override bool IsSlowToClose(SafeFileHandle handle) =>
        Linux && (uint)SystemNativeStat.FileSystemOf(handle) is 0xEF53 or 0x58465342 or 0x9123683E or 0xF2F52010 or 0x794C7630;

    public override SafeFileHandle? KeepOpen(string path)
    {
        var descriptor = Linux ? Libc.Open(path, OpenFlags.PathOnly | OpenFlags.NoFollow | OpenFlags.CloseOnExec) : -1;
        if (descriptor < 0)
        {
            return null;
        }

        var file = new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
        if (IsSlowToClose(file))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    public override void Flush(SafeFileHandle file, string path)
    {
        if (Apple && TryUse(file, descriptor => Libc.Control(descriptor, FullSync)))
        {
            return; // fsync(2) on macOS leaves what it writes in the drive's own memory
        }

        if (!TryUse(file, Libc.Sync))
        {
            // Some file systems cannot do it, with folders mostly. PostgreSQL (fsync_fname_ext) leaves it at that, too.
            Succeeded(-1, "fsync", path, "EINVAL", "ENOTSUP");
        }
    }

    public override void CopyMetadata(string from, FileStamp model, SafeFileHandle file, string path)
    {
        var current = Stat(file, path);
        if ((current.User, current.Group) != (model.User, model.Group))
        {
            // Owner and group, else the group alone, else neither: only root and group members may, and a refusal is no failure.
            // Before the mode, because chown(2) clears the set-id bits.
            _ = TryUse(file, descriptor => Libc.ChangeOwner(descriptor, model.User, model.Group))
                || TryUse(file, descriptor => Libc.ChangeOwner(descriptor, Keep, model.Group));
        }

        Use(file, descriptor => Libc.ChangeMode(descriptor, model.Mode & PermissionBits), "fchmod", path);
        if (!Apple)
        {
            ExtendedAttributes.Copy(from, file, path);
        }
    }

    public override bool TryLook(string path, out bool isDirectory, out DateTime modified)
    {
        var exists = Succeeded(SystemNativeStat.OfPath(path, out var status), "lstat", path, "ENOENT", "ENOTDIR");
        (isDirectory, modified) = (status.IsDirectory, status.ModifiedUtc);
        return exists;
    }

    public override SafeFileHandle OpenFile(string path)
    {
        var file = Open(path, OpenFlags.NonBlocking);
        try
        {
            var stamp = Stat(file, path);
            return stamp.IsRegular ? file : throw NativeException.NotAFile(stamp.IsFolder, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var descriptor = Uninterrupted(() => Libc.Open(path, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec));
        Succeeded(descriptor, "open", path);
        return new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
    }

    public override unsafe int Read(SafeFileHandle file, string path, byte[] buffer, int offset)
    {
        var length = 0;
        fixed (byte* start = buffer)
        {
            for (int read = -1; read != 0 && offset + length < buffer.Length; length += read)
            {
                var (rest, room) = ((IntPtr)(start + offset + length), new IntPtr(buffer.Length - offset - length));
                read = Uninterrupted(() => (int)Libc.Read(file, (byte*)rest, room));
                Succeeded(read, "read", path);
            }
        }

        return length;
    }

    public override FileStamp Stat(SafeFileHandle file, string path)
    {
        Succeeded(SystemNativeStat.OfHandle(file, out var status), "fstat", path);
        return status.ToStamp();
    }

    public override FileStamp? Stat(string path) =>
        Succeeded(SystemNativeStat.OfPath(path, out var status), "lstat", path, "ENOENT", "ENOTDIR") ? status.ToStamp() : null;

    /// <summary>A C string as the operating system gives paths.</summary>
    internal static unsafe string Utf8(IntPtr text)
    {
        var length = 0;
        while (((byte*)text)[length] != 0)
        {
            length++;
        }

        return System.Text.Encoding.UTF8.GetString((byte*)text, length);
    }
}
