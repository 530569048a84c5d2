using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
#if NET
using Import = System.Runtime.InteropServices.LibraryImportAttribute;
#else
using Import = System.Runtime.InteropServices.DllImportAttribute;
#endif

namespace AiSdlc.Platform;

/// <summary>The POSIX calls, as they are. Only functions whose C signature is not variadic: those break on Apple silicon.</summary>
/// <remarks>LibraryImport, so that what passes the arguments is compiled with the module and not in each process, half of it under a lock.</remarks>
internal static partial class Libc
{
    private const string Name = "libc";

    [Import(Name, EntryPoint = "mkdir", SetLastError = true)]
    public static partial int MakeDirectory([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);

    [Import(Name, EntryPoint = "rmdir", SetLastError = true)]
    public static partial int RemoveDirectory([MarshalAs(UnmanagedType.LPStr)] string path);

    [Import(Name, EntryPoint = "rename", SetLastError = true)]
    public static partial int Rename([MarshalAs(UnmanagedType.LPStr)] string from, [MarshalAs(UnmanagedType.LPStr)] string to);

    [Import(Name, EntryPoint = "link", SetLastError = true)]
    public static partial int Link([MarshalAs(UnmanagedType.LPStr)] string from, [MarshalAs(UnmanagedType.LPStr)] string to);

    [Import(Name, EntryPoint = "unlink", SetLastError = true)]
    public static partial int Unlink([MarshalAs(UnmanagedType.LPStr)] string path);

    /// <summary>Linux: rename that fails with EEXIST instead of replacing.</summary>
    [Import(Name, EntryPoint = "renameat2", SetLastError = true)]
    public static partial int RenameAt2(int fromFolder, [MarshalAs(UnmanagedType.LPStr)] string from, int toFolder, [MarshalAs(UnmanagedType.LPStr)] string to, uint flags);

    /// <summary>Apple: the same.</summary>
    [Import(Name, EntryPoint = "renamex_np", SetLastError = true)]
    public static partial int RenameExclusive([MarshalAs(UnmanagedType.LPStr)] string from, [MarshalAs(UnmanagedType.LPStr)] string to, uint flags);

    [Import(Name, EntryPoint = "open", SetLastError = true)]
    public static partial int Open([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

    /// <summary>Variadic: for Linux alone, where its fourth argument is passed like any other.</summary>
    [Import(Name, EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(SafeFileHandle folder, [MarshalAs(UnmanagedType.LPStr)] string name, int flags, uint mode);

    [Import(Name, EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(SafeFileHandle folder, [MarshalAs(UnmanagedType.LPStr)] string name, int flags);

    [Import(Name, EntryPoint = "write", SetLastError = true)]
    public static partial IntPtr Write(SafeFileHandle file, byte[] bytes, IntPtr size);

    [Import(Name, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [Import(Name, EntryPoint = "fdopendir", SetLastError = true)]
    public static partial IntPtr OpenListing(int descriptor);

    [Import(Name, EntryPoint = "readdir", SetLastError = true)]
    public static partial IntPtr NextEntry(IntPtr listing);

    [Import(Name, EntryPoint = "closedir", SetLastError = true)]
    public static partial int CloseListing(IntPtr listing);

    [Import(Name, EntryPoint = "read", SetLastError = true)]
    public static unsafe partial IntPtr Read(SafeFileHandle file, byte* buffer, IntPtr size);

    [Import(Name, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [Import(Name, EntryPoint = "flock", SetLastError = true)]
    public static partial int FileLock(int descriptor, int operation);

    /// <summary>Variadic, but not with commands that take no argument.</summary>
    [Import(Name, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command);

    [Import(Name, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int descriptor, uint mode);

    [Import(Name, EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(int descriptor, uint user, uint group);

    [Import(Name, EntryPoint = "futimens", SetLastError = true)]
    public static partial int SetTimes(int descriptor, in TimeSpecs accessedAndModified);

    [Import(Name, EntryPoint = "readlink", SetLastError = true)]
    public static partial IntPtr ReadLink([MarshalAs(UnmanagedType.LPStr)] string path, [Out] byte[] buffer, IntPtr size);

    [Import(Name, EntryPoint = "free")]
    public static partial void Free(IntPtr memory);

    [Import(Name, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [Import(Name, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    /// <summary>Linux; elsewhere these have other parameters.</summary>
    [Import(Name, EntryPoint = "listxattr", SetLastError = true)]
    public static partial IntPtr ListAttributes([MarshalAs(UnmanagedType.LPStr)] string path, [Out] byte[]? names, IntPtr size);

    [Import(Name, EntryPoint = "getxattr", SetLastError = true)]
    public static partial IntPtr GetAttribute([MarshalAs(UnmanagedType.LPStr)] string path, [MarshalAs(UnmanagedType.LPStr)] string name, [Out] byte[]? value, IntPtr size);

    [Import(Name, EntryPoint = "fsetxattr", SetLastError = true)]
    public static partial int SetAttribute(SafeFileHandle file, [MarshalAs(UnmanagedType.LPStr)] string name, byte[] value, IntPtr size, int flags);

    /// <summary>Linux, as the next three.</summary>
    [Import(Name, EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int NotifyInit(int flags);

    [Import(Name, EntryPoint = "inotify_add_watch", SetLastError = true)]
    public static partial int NotifyAdd(SafeFileHandle notify, [MarshalAs(UnmanagedType.LPStr)] string path, uint mask);

    [Import(Name, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int NotifyRemove(SafeFileHandle notify, int watch);

    [Import(Name, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventCounter(uint initial, int flags);

    [Import(Name, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll([In, Out] PollEntry[] entries, UIntPtr count, int milliseconds);

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

    /// <summary>Two of them, as <c>futimens</c> takes them.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpecs
    {
        public TimeSpec Accessed;
        public TimeSpec Modified;
    }
}
