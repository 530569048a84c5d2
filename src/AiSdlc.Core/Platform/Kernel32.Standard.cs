#if !NET
using System;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <content>The runtime's own marshalling, where there is no LibraryImport.</content>
internal static partial class Kernel32
{
    public static extern partial bool CreateDirectory(string path, IntPtr security);

    public static extern partial bool RemoveDirectory(string path);

    public static extern partial bool MoveFile(string from, string to, uint flags);

    public static extern partial bool GetAttributes(string path, int standard, out AttributeData data);

    public static extern partial SafeFileHandle Open(string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    public static extern partial bool ReadFile(SafeFileHandle file, byte[] buffer, uint size, out uint read, IntPtr overlapped);

    public static unsafe extern partial uint GetFinalPath(SafeFileHandle file, char* buffer, uint length, uint flags);

    public static extern partial bool GetFileInformationByHandle(SafeFileHandle file, out FileInformation information);

    public static extern partial bool GetTag(SafeFileHandle file, int attributeTagInfo, out AttributeTag found, uint size);

    public static extern partial uint GetFileType(SafeFileHandle file);

    public static extern partial bool SetFileInformationByHandle(SafeFileHandle file, int kind, byte[] information, uint size);

    public static extern partial bool SetFileTime(SafeFileHandle file, IntPtr created, IntPtr accessed, in long written);

    public static extern partial bool FlushFileBuffers(SafeFileHandle file);

    public static extern partial bool GetFileSecurity(string path, uint wanted, byte[] descriptor, uint size, out uint needed);

    public static extern partial bool SetFileSecurity(string path, uint wanted, byte[] descriptor);
}
#endif
