using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Native;

/// <summary>
/// <c>stat</c> through the .NET runtime's own shim. glibc exports no <c>stat</c> before 2.33 and every platform lays its
/// struct out differently; the shim has one layout for all of them, unchanged since .NET 7.
/// </summary>
internal static class RuntimeStat
{
    private const string Shim = "libSystem.Native";

    [DllImport(Shim, EntryPoint = "SystemNative_FStat", SetLastError = true)]
    public static extern int OfHandle(SafeFileHandle file, out Status status);

    [DllImport(Shim, EntryPoint = "SystemNative_LStat", SetLastError = true)]
    public static extern int OfPath(string path, out Status status);

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

        public readonly FileStamp ToStamp() => new(
            Device, Inode, Size,
            Nanoseconds(ModifiedSeconds, ModifiedNanoseconds), Nanoseconds(ChangedSeconds, ChangedNanoseconds),
            (uint)Mode, User, Group);

        private static long Nanoseconds(long seconds, long nanoseconds) => unchecked((seconds * 1_000_000_000) + nanoseconds);
    }
}
