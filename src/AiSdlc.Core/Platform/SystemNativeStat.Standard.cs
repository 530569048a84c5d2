#if !NET
using System;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <content>As Libc.Standard.cs.</content>
internal static partial class SystemNativeStat
{
    public static extern partial int OfHandle(SafeFileHandle file, out Status status);

    public static extern partial int OfPath(string path, out Status status);

    public static extern partial IntPtr RealPath(string path);

    public static extern partial long FileSystemOf(SafeFileHandle file);
}
#endif
