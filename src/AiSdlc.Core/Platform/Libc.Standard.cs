#if !NET
using System;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <content>The runtime's own marshalling, where there is no LibraryImport.</content>
internal static partial class Libc
{
    public static extern partial int MakeDirectory(string path, uint mode);

    public static extern partial int RemoveDirectory(string path);

    public static extern partial int Rename(string from, string to);

    public static extern partial int Link(string from, string to);

    public static extern partial int Unlink(string path);

    public static extern partial int RenameAt2(int fromFolder, string from, int toFolder, string to, uint flags);

    public static extern partial int RenameExclusive(string from, string to, uint flags);

    public static extern partial int Open(string path, int flags);

    public static extern partial int OpenAt(SafeFileHandle folder, string name, int flags, uint mode);

    public static extern partial int UnlinkAt(SafeFileHandle folder, string name, int flags);

    public static extern partial IntPtr Write(SafeFileHandle file, byte[] bytes, IntPtr size);

    public static extern partial int Close(int descriptor);

    public static extern partial IntPtr OpenListing(int descriptor);

    public static extern partial IntPtr NextEntry(IntPtr listing);

    public static extern partial int CloseListing(IntPtr listing);

    public static unsafe extern partial IntPtr Read(SafeFileHandle file, byte* buffer, IntPtr size);

    public static extern partial int Sync(int descriptor);

    public static extern partial int FileLock(int descriptor, int operation);

    public static extern partial int Control(int descriptor, int command);

    public static extern partial int ChangeMode(int descriptor, uint mode);

    public static extern partial int ChangeOwner(int descriptor, uint user, uint group);

    public static extern partial int SetTimes(int descriptor, in TimeSpecs accessedAndModified);

    public static extern partial IntPtr ReadLink(string path, byte[] buffer, IntPtr size);

    public static extern partial void Free(IntPtr memory);

    public static extern partial int Kill(int process, int signal);

    public static extern partial uint EffectiveUser();

    public static extern partial IntPtr ListAttributes(string path, byte[]? names, IntPtr size);

    public static extern partial IntPtr GetAttribute(string path, string name, byte[]? value, IntPtr size);

    public static extern partial int SetAttribute(SafeFileHandle file, string name, byte[] value, IntPtr size, int flags);

    public static extern partial int NotifyInit(int flags);

    public static extern partial int NotifyAdd(SafeFileHandle notify, string path, uint mask);

    public static extern partial int NotifyRemove(SafeFileHandle notify, int watch);

    public static extern partial int EventCounter(uint initial, int flags);

    public static extern partial int Poll(PollEntry[] entries, UIntPtr count, int milliseconds);
}
#endif
