using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
#if NET
using Import = System.Runtime.InteropServices.LibraryImportAttribute;
#else
using Import = System.Runtime.InteropServices.DllImportAttribute;
#endif

namespace AiSdlc.Platform;

/// <summary>
/// <c>stat</c> and <c>realpath</c> through the .NET runtime's own shim. glibc exports no <c>stat</c> before 2.33 and every platform lays its
/// struct out differently; the shim has one layout for all of them, unchanged since .NET 7.
/// </summary>
internal static partial class SystemNativeStat
{
    private const string Shim = "libSystem.Native";

    [Import(Shim, EntryPoint = "SystemNative_FStat", SetLastError = true)]
    public static partial int OfHandle(SafeFileHandle file, out Status status);

    [Import(Shim, EntryPoint = "SystemNative_LStat", SetLastError = true)]
    public static partial int OfPath([MarshalAs(UnmanagedType.LPStr)] string path, out Status status);

    /// <summary>
    /// <c>realpath</c> into memory that it allocates. On macOS C programs get that one under the name <c>realpath$DARWIN_EXTSN</c>; the plain one wants a
    /// buffer.
    /// </summary>
    [Import(Shim, EntryPoint = "SystemNative_RealPath", SetLastError = true)]
    public static partial IntPtr RealPath([MarshalAs(UnmanagedType.LPStr)] string path);

    /// <summary>The file system's magic number, as <c>statfs</c> has it.</summary>
    [Import(Shim, EntryPoint = "SystemNative_GetFileSystemType")]
    public static partial long FileSystemOf(SafeFileHandle file);

    private static readonly long FirstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    [StructLayout(LayoutKind.Sequential)]
    public struct Status
    {
        public int Flags;
        public int Mode;
        public uint User;
        public uint Group;
        public long Size;
        public long AccessedSeconds;
        public long AccessedNanoseconds;
        public long ModifiedSeconds;
        public long ModifiedNanoseconds;
        public long ChangedSeconds;
        public long ChangedNanoseconds;
        public long BornSeconds;
        public long BornNanoseconds;
        public long Device;
        public long DeviceOfNode;
        public long Inode;
        public uint UserFlags;

        /// <summary>True for a directory, and not for a link to one.</summary>
        public readonly bool IsDirectory => (Mode & 0xF000) == 0x4000; // S_IFMT, S_IFDIR

        /// <summary>Its mtime; the first or last that there is for one that no calendar of ours has: anybody may set anything.</summary>
        public readonly DateTime ModifiedUtc =>
            DateTimeOffset.FromUnixTimeSeconds(Math.Max(FirstSecond, Math.Min(LastSecond, ModifiedSeconds))).UtcDateTime.AddTicks(ModifiedNanoseconds / 100);

        public readonly FileStamp ToStamp() => new(
            Device, Inode, Size,
            Nanoseconds(ModifiedSeconds, ModifiedNanoseconds), Nanoseconds(ChangedSeconds, ChangedNanoseconds),
            (uint)Mode, User, Group);

        private static long Nanoseconds(long seconds, long nanoseconds) => unchecked((seconds * 1_000_000_000) + nanoseconds);
    }
}
