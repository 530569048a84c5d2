using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>The Windows calls, as they are.</summary>
internal static class Kernel32
{
    public const uint ReplaceExisting = 1;
    public const uint WriteThrough = 8;
    public const uint GenericRead = 0x80000000;
    public const uint ShareAll = 7;
    public const uint OpenExisting = 3;
    public const uint BackupSemantics = 0x02000000; // needed to open a directory
    public const uint OpenReparsePoint = 0x00200000; // the link itself
    public const uint InvalidAttributes = uint.MaxValue;
    private const string Name = "kernel32.dll";

    [DllImport(Name, EntryPoint = "CreateDirectoryW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CreateDirectory(string path, IntPtr security);

    [DllImport(Name, EntryPoint = "RemoveDirectoryW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool RemoveDirectory(string path);

    [DllImport(Name, EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool MoveFile(string from, string to, uint flags);

    [DllImport(Name, EntryPoint = "GetFileAttributesW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    public static extern uint GetAttributes(string path);

    [DllImport(Name, EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    public static extern SafeFileHandle Open(string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport(Name, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ReadFile(SafeFileHandle file, [Out] byte[] buffer, uint size, out uint read, IntPtr overlapped);

    [DllImport(Name, EntryPoint = "GetFinalPathNameByHandleW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    public static extern uint GetFinalPath(SafeFileHandle file, [Out] char[] buffer, uint length, uint flags);

    [DllImport(Name, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetFileInformationByHandle(SafeFileHandle file, out FileInformation information);

    [DllImport(Name, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool FlushFileBuffers(SafeFileHandle file);

    /// <summary><c>BY_HANDLE_FILE_INFORMATION</c>; its times are pairs of 32-bit halves, low first.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct FileInformation
    {
        public uint Attributes;
        public long Created;
        public long Accessed;
        public long Written;
        public uint Volume;
        public uint SizeHigh;
        public uint SizeLow;
        public uint Links;
        public uint IndexHigh;
        public uint IndexLow;
    }
}
