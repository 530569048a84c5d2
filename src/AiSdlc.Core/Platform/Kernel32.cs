using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
#if NET
using Import = System.Runtime.InteropServices.LibraryImportAttribute;
#else
using Import = System.Runtime.InteropServices.DllImportAttribute;
#endif

namespace AiSdlc.Platform;

/// <summary>The Windows calls, as they are.</summary>
/// <remarks>LibraryImport, as in <see cref="Libc"/>.</remarks>
internal static partial class Kernel32
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
    private const string Security = "advapi32.dll";

    [Import(Name, EntryPoint = "CreateDirectoryW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool CreateDirectory([MarshalAs(UnmanagedType.LPWStr)] string path, IntPtr security);

    [Import(Name, EntryPoint = "RemoveDirectoryW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool RemoveDirectory([MarshalAs(UnmanagedType.LPWStr)] string path);

    [Import(Name, EntryPoint = "MoveFileExW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool MoveFile([MarshalAs(UnmanagedType.LPWStr)] string from, [MarshalAs(UnmanagedType.LPWStr)] string to, uint flags);

    [Import(Name, EntryPoint = "GetFileAttributesExW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetAttributes([MarshalAs(UnmanagedType.LPWStr)] string path, int standard, out AttributeData data);

    [Import(Name, EntryPoint = "CreateFileW", SetLastError = true)]
    public static partial SafeFileHandle Open([MarshalAs(UnmanagedType.LPWStr)] string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [Import(Name, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool ReadFile(SafeFileHandle file, byte[] buffer, uint size, out uint read, IntPtr overlapped);

    [Import(Name, EntryPoint = "GetFinalPathNameByHandleW", SetLastError = true)]
    public static unsafe partial uint GetFinalPath(SafeFileHandle file, char* buffer, uint length, uint flags);

    [Import(Name, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetFileInformationByHandle(SafeFileHandle file, out FileInformation information);

    [Import(Name, EntryPoint = "GetFileInformationByHandleEx", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetTag(SafeFileHandle file, int attributeTagInfo, out AttributeTag found, uint size);

    [Import(Name)]
    public static partial uint GetFileType(SafeFileHandle file);

    [Import(Name, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetFileInformationByHandle(SafeFileHandle file, int kind, byte[] information, uint size);

    [Import(Name, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetFileTime(SafeFileHandle file, IntPtr created, IntPtr accessed, in long written);

    [Import(Name, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool FlushFileBuffers(SafeFileHandle file);

    [Import(Security, EntryPoint = "GetFileSecurityW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool GetFileSecurity([MarshalAs(UnmanagedType.LPWStr)] string path, uint wanted, byte[] descriptor, uint size, out uint needed);

    [Import(Security, EntryPoint = "SetFileSecurityW", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool SetFileSecurity([MarshalAs(UnmanagedType.LPWStr)] string path, uint wanted, byte[] descriptor);

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
