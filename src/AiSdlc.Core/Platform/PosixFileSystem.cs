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

    private static readonly bool Apple = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary><c>O_CLOEXEC</c>: a program started while a lock is held must not inherit the descriptor.</summary>
    internal static int CloseOnExec => Apple ? 0x1000000 : 0x80000;

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

    public override void Replace(string from, string to)
    {
        var old = DeferredClose.Keep(to);
        try
        {
            Succeeded(Libc.Rename(from, to), "rename", from);
        }
        catch
        {
            old?.Dispose(); // it lives on, and frees nothing; but it would keep its file system from being unmounted
            throw;
        }

        if (old is not null)
        {
            DeferredClose.Close(old);
        }
    }

    public override string RealPath(string path)
    {
        var resolved = Libc.RealPath(path, IntPtr.Zero);
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

    public override bool IsFile(string path) => Stat(path) is { IsRegular: true };

    public override SafeFileHandle? OpenDirectory(string path)
    {
        var descriptor = Uninterrupted(() => Libc.Open(path, Libc.ReadOnlyDirectory | CloseOnExec));
        Succeeded(descriptor, "open", path);
        return new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
    }

    public override IEnumerable<string> List(string folder) =>
        NoAtimeListing.IsKnown ? NoAtimeListing.Of(folder) : base.List(folder);

    public override DateTime SetTime(SafeFileHandle? directory, string path, DateTime utc)
    {
        var ticks = (utc - Epoch).Ticks;
        var time = new Libc.TimeSpec
        {
            Seconds = new IntPtr(ticks / TimeSpan.TicksPerSecond),
            Nanoseconds = new IntPtr(ticks % TimeSpan.TicksPerSecond * 100),
        };
        Use(directory!, descriptor => Libc.SetTimes(descriptor, [time, time]), "futimens", path);
        return Epoch.AddTicks(Stat(directory!, path).Modified / 100);
    }

    public override bool? TryLock(SafeFileHandle directory, bool wait)
    {
        const int exclusive = 2;
        const int doNotWait = 4;
        return TryUse(directory, descriptor => Libc.Lock(descriptor, wait ? exclusive : exclusive | doNotWait)) ? true
            : Errno.Name(Marshal.GetLastWin32Error()) == "EAGAIN" ? false
            : null; // NFS and others know no flock on directories
    }

    public override void Unlock(SafeFileHandle directory)
    {
        const int unlock = 8;
        TryUse(directory, descriptor => Libc.Lock(descriptor, unlock));
        DeferredClose.Close(directory);
    }

    public override void CloseLate() => DeferredClose.Start();

    public override void FlushDirectory(string path)
    {
        using var folder = OpenDirectory(path);
        Flush(folder!, path);
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

    public override void CopyOwnership(string from, FileStamp model, SafeFileHandle file, string path)
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

    public override SafeFileHandle OpenFile(string path) => OpenDirectory(path)!; // open(2) makes no difference

    public override unsafe byte[] Read(SafeFileHandle file, string path, long size)
    {
        var bytes = new byte[size];
        var length = 0;
        fixed (byte* start = bytes)
        {
            for (int read; length < size; length += read)
            {
                var (rest, room) = ((IntPtr)(start + length), new IntPtr(size - length));
                read = Uninterrupted(() => (int)Libc.Read(file, (byte*)rest, room));
                Succeeded(read, "read", path);
                if (read == 0)
                {
                    Array.Resize(ref bytes, length);
                    break;
                }
            }
        }

        return bytes;
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
