using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>The POSIX calls, as they are. Only functions whose C signature is not variadic: those break on Apple silicon.</summary>
internal static class Libc
{
    private const string Name = "libc";

    [DllImport(Name, EntryPoint = "mkdir", SetLastError = true)]
    public static extern int MakeDirectory(string path, uint mode);

    [DllImport(Name, EntryPoint = "rmdir", SetLastError = true)]
    public static extern int RemoveDirectory(string path);

    [DllImport(Name, EntryPoint = "rename", SetLastError = true)]
    public static extern int Rename(string from, string to);

    [DllImport(Name, EntryPoint = "link", SetLastError = true)]
    public static extern int Link(string from, string to);

    [DllImport(Name, EntryPoint = "unlink", SetLastError = true)]
    public static extern int Unlink(string path);

    /// <summary>Linux: rename that fails with EEXIST instead of replacing.</summary>
    [DllImport(Name, EntryPoint = "renameat2", SetLastError = true)]
    public static extern int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);

    /// <summary>Apple: the same.</summary>
    [DllImport(Name, EntryPoint = "renamex_np", SetLastError = true)]
    public static extern int RenameExclusive(string from, string to, uint flags);

    [DllImport(Name, EntryPoint = "open", SetLastError = true)]
    public static extern int Open(string path, int flags);

    /// <summary>Variadic: for Linux alone, where its fourth argument is passed like any other.</summary>
    [DllImport(Name, EntryPoint = "openat", SetLastError = true)]
    public static extern int OpenAt(SafeFileHandle folder, string name, int flags, uint mode);

    [DllImport(Name, EntryPoint = "unlinkat", SetLastError = true)]
    public static extern int UnlinkAt(SafeFileHandle folder, string name, int flags);

    [DllImport(Name, EntryPoint = "write", SetLastError = true)]
    public static extern IntPtr Write(SafeFileHandle file, byte[] bytes, IntPtr size);

    [DllImport(Name, EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int descriptor);

    [DllImport(Name, EntryPoint = "fdopendir", SetLastError = true)]
    public static extern IntPtr OpenListing(int descriptor);

    [DllImport(Name, EntryPoint = "readdir", SetLastError = true)]
    public static extern IntPtr NextEntry(IntPtr listing);

    [DllImport(Name, EntryPoint = "closedir", SetLastError = true)]
    public static extern int CloseListing(IntPtr listing);

    [DllImport(Name, EntryPoint = "read", SetLastError = true)]
    public static extern unsafe IntPtr Read(SafeFileHandle file, byte* buffer, IntPtr size);

    [DllImport(Name, EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(int descriptor);

    [DllImport(Name, EntryPoint = "flock", SetLastError = true)]
    public static extern int FileLock(int descriptor, int operation);

    /// <summary>Variadic, but not with commands that take no argument.</summary>
    [DllImport(Name, EntryPoint = "fcntl", SetLastError = true)]
    public static extern int Control(int descriptor, int command);

    [DllImport(Name, EntryPoint = "fchmod", SetLastError = true)]
    public static extern int ChangeMode(int descriptor, uint mode);

    [DllImport(Name, EntryPoint = "fchown", SetLastError = true)]
    public static extern int ChangeOwner(int descriptor, uint user, uint group);

    [DllImport(Name, EntryPoint = "futimens", SetLastError = true)]
    public static extern int SetTimes(int descriptor, TimeSpec[] accessedAndModified);

    [DllImport(Name, EntryPoint = "readlink", SetLastError = true)]
    public static extern IntPtr ReadLink(string path, [Out] byte[] buffer, IntPtr size);

    [DllImport(Name, EntryPoint = "free")]
    public static extern void Free(IntPtr memory);

    [DllImport(Name, EntryPoint = "kill", SetLastError = true)]
    public static extern int Kill(int process, int signal);

    [DllImport(Name, EntryPoint = "geteuid")]
    public static extern uint EffectiveUser();

    /// <summary>Linux; elsewhere these have other parameters.</summary>
    [DllImport(Name, EntryPoint = "listxattr", SetLastError = true)]
    public static extern IntPtr ListAttributes(string path, [Out] byte[]? names, IntPtr size);

    [DllImport(Name, EntryPoint = "getxattr", SetLastError = true)]
    public static extern IntPtr GetAttribute(string path, string name, [Out] byte[]? value, IntPtr size);

    [DllImport(Name, EntryPoint = "fsetxattr", SetLastError = true)]
    public static extern int SetAttribute(SafeFileHandle file, string name, byte[] value, IntPtr size, int flags);

    /// <summary>Linux, as the next three.</summary>
    [DllImport(Name, EntryPoint = "inotify_init1", SetLastError = true)]
    public static extern int NotifyInit(int flags);

    [DllImport(Name, EntryPoint = "inotify_add_watch", SetLastError = true)]
    public static extern int NotifyAdd(SafeFileHandle notify, string path, uint mask);

    [DllImport(Name, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static extern int NotifyRemove(SafeFileHandle notify, int watch);

    [DllImport(Name, EntryPoint = "eventfd", SetLastError = true)]
    public static extern int EventCounter(uint initial, int flags);

    [DllImport(Name, EntryPoint = "poll", SetLastError = true)]
    public static extern int Poll([In, Out] PollEntry[] entries, UIntPtr count, int milliseconds);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    /// <summary><c>struct timespec</c>: two machine words on every platform that .NET runs on.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public IntPtr Seconds;
        public IntPtr Nanoseconds;
    }
}
