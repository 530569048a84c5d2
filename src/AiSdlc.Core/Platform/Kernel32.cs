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
    public const uint ReadAttributes = 0x80;
    public const uint WriteAttributes = 0x100;
    public const uint Delete = 0x10000;
    public const uint ShareAll = 7;
    public const uint ShareContent = 3; // and nobody else opens it to delete or rename it
    public const uint OpenExisting = 3;
    public const uint BackupSemantics = 0x02000000; // needed to open a directory
    public const uint OpenReparsePoint = 0x00200000; // the link itself
    public const uint WriteThroughFile = 0x80000000;
    public const uint DiskFile = 1;
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

    [DllImport(Name, EntryPoint = "GetFileAttributesExW", CharSet = CharSet.Unicode, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetAttributes(string path, int standard, out AttributeData data);

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

    [DllImport(Name, EntryPoint = "GetFileInformationByHandleEx", SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetTag(SafeFileHandle file, int attributeTagInfo, out AttributeTag found, uint size);

    [DllImport(Name, ExactSpelling = true)]
    public static extern uint GetFileType(SafeFileHandle file);

    [DllImport(Name, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetFileInformationByHandle(SafeFileHandle file, int kind, byte[] information, uint size);

    [DllImport(Name, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool SetFileTime(SafeFileHandle file, IntPtr created, IntPtr accessed, in long written);

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

    /// <summary><c>WIN32_FILE_ATTRIBUTE_DATA</c>.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct AttributeData
    {
        public uint Attributes;
        public long Created;
        public long Accessed;
        public long Written;
        public uint SizeHigh;
        public uint SizeLow;
    }

    /// <summary><c>FILE_ATTRIBUTE_TAG_INFO</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct AttributeTag
    {
        public uint Attributes;
        public uint Tag;
    }
}
