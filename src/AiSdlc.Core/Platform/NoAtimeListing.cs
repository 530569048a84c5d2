using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static AiSdlc.Platform.PosixCall;

namespace AiSdlc.Platform;

/// <summary>
/// Lists a folder on 64-bit Linux and leaves its access time alone. Otherwise the look would count as a change of the folder
/// (<c>relatime</c>), and the next fsync of a new file in it has one more block to write: measured on ext4, a quarter of its time.
/// </summary>
internal static class NoAtimeListing
{
    private const int NameInEntry = 19; // struct dirent: two words, a short, a byte, then the name

    /// <summary>False where the structures are not known; then .NET lists.</summary>
    public static bool IsKnown { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && IntPtr.Size == 8;

    /// <summary>The names in a folder, but not its own two.</summary>
    /// <exception cref="NativeException">It cannot be listed.</exception>
    public static List<string> Of(string folder) => Names(Open(folder), folder);

    /// <summary>The same for an open folder.</summary>
    /// <exception cref="NativeException">It cannot be listed.</exception>
    public static List<string> Of(SafeFileHandle folder, string path)
    {
        var descriptor = Uninterrupted(() => Libc.OpenAt(folder, ".", OpenFlags.Directory | OpenFlags.CloseOnExec, 0));
        Succeeded(descriptor, "openat", path);
        return Names(List(descriptor, path), path);
    }

    private static List<string> Names(IntPtr listing, string folder)
    {
        try
        {
            var names = new List<string>();
            while (Next(listing, folder) is { } name)
            {
                if (name is not ("." or ".."))
                {
                    names.Add(name);
                }
            }

            return names;
        }
        finally
        {
            _ = Libc.CloseListing(listing);
        }
    }

    private static IntPtr Open(string folder)
    {
        var flags = OpenFlags.Directory | OpenFlags.CloseOnExec;
        var descriptor = Uninterrupted(() => Libc.Open(folder, flags | OpenFlags.NoAccessTime));
        if (descriptor < 0 && Errno.Name(Marshal.GetLastWin32Error()) == "EPERM")
        {
            descriptor = Uninterrupted(() => Libc.Open(folder, flags));
        }

        Succeeded(descriptor, "open", folder);
        return List(descriptor, folder);
    }

    private static IntPtr List(int descriptor, string folder)
    {
        var listing = Libc.OpenListing(descriptor);
        if (listing == IntPtr.Zero)
        {
            var error = NativeException.Last("fdopendir", folder);
            _ = Libc.Close(descriptor);
            throw error;
        }

        return listing;
    }

    // The end and an error look alike, but for errno, which the runtime clears before the call.
    private static string? Next(IntPtr listing, string folder)
    {
        var entry = Libc.NextEntry(listing);
        return entry != IntPtr.Zero ? PosixFileSystem.Utf8(entry + NameInEntry)
            : Marshal.GetLastWin32Error() == 0 ? null
            : throw NativeException.Last("readdir", folder);
    }
}
