using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>
/// Closes the last descriptor of a deleted file or directory on another thread, on Linux, once the update is done. A disk's file system
/// frees the blocks in that call: measured on ext4, a tenth of an update, and as much again of a flush that runs at the same time.
/// </summary>
internal static class DeferredClose
{
    private const int PathOnly = 0x200000; // O_PATH: needs no permission, waits for nobody, and yet keeps the file

    // statfs(2): ext2 to ext4, XFS, Btrfs, F2FS, overlay. In memory it is not worth a thread; NFS, SMB and FUSE would keep a
    // file that is deleted while it is open under another name.
    private static readonly HashSet<uint> Disks = [0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x794C7630];

    private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    // However busy the thread pool is: who comes when so many wait closes the oldest.
    internal const int MostWaiting = 16;

    private static readonly ConcurrentQueue<SafeFileHandle> Waiting = new();

    /// <summary>Keeps the file that is about to be replaced; null where that is not worth it.</summary>
    public static SafeFileHandle? Keep(string path)
    {
        var descriptor = IsLinux ? Libc.Open(path, PathOnly | PosixFileSystem.CloseOnExec) : -1;
        if (descriptor < 0)
        {
            return null;
        }

        var file = new SafeFileHandle((IntPtr)descriptor, ownsHandle: true);
        if (IsOnDisk(file))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Has a descriptor closed with the next <see cref="Start"/>, or at once where that is not slow.</summary>
    public static void Close(SafeFileHandle handle)
    {
        if (!IsOnDisk(handle))
        {
            handle.Dispose();
            return;
        }

        Waiting.Enqueue(handle);
        if (Waiting.Count > MostWaiting)
        {
            CloseOne();
        }
    }

    /// <summary>Closes what waits, on another thread.</summary>
    public static void Start()
    {
        if (!Waiting.IsEmpty)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                while (CloseOne())
                {
                }
            });
        }
    }

    private static bool CloseOne()
    {
        if (!Waiting.TryDequeue(out var oldest))
        {
            return false;
        }

        oldest.Dispose();
        return true;
    }

    private static bool IsOnDisk(SafeFileHandle file) => IsLinux && Disks.Contains((uint)SystemNativeStat.FileSystemOf(file));
}
