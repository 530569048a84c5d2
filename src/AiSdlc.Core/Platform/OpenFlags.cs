using System.Runtime.InteropServices;

namespace AiSdlc.Platform;

/// <summary>Flags of <c>open(2)</c>. Linux numbers some of them by processor (asm/fcntl.h); macOS has its own (sys/fcntl.h).</summary>
internal static class OpenFlags
{
    private static readonly bool Apple = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly bool Arm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;

    public const int WriteOnly = 1;

    /// <summary>A program started while a lock is held must not inherit the descriptor.</summary>
    public static readonly int CloseOnExec = Apple ? 0x1000000 : 0x80000;

    /// <summary>Fails with ENOTDIR for anything but a folder.</summary>
    public static readonly int Directory = Apple ? 0x100000 : Arm ? 0x4000 : 0x10000;

    /// <summary>Fails with ELOOP where the last name is a link.</summary>
    public static readonly int NoFollow = Apple ? 0x100 : Arm ? 0x8000 : 0x20000;

    /// <summary>Opening a pipe does not wait for its other end.</summary>
    public static readonly int NonBlocking = Apple ? 0x4 : 0x800;

    public static readonly int Create = Apple ? 0x200 : 0x40;
    public static readonly int Exclusive = Apple ? 0x800 : 0x80;
    public static readonly int Truncate = Apple ? 0x400 : 0x200;

    /// <summary>Linux: leaves the access time alone; for root and the owner.</summary>
    public const int NoAccessTime = 0x40000;

    /// <summary>Linux: needs no permission, waits for nobody, and yet keeps the file.</summary>
    public const int PathOnly = 0x200000;
}
