using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using static AiSdlc.Platform.PosixCall;

namespace AiSdlc.Platform;

/// <summary>Linux: every file by a call that takes the folder's descriptor.</summary>
internal sealed class FolderByDescriptor(string path, SafeFileHandle folder) : PrivateFolder(path)
{
    private const uint OwnerOnly = 0x180; // 0600
    private const int Longest = 16 * 1024; // of a file that is read: a record has a path and a few words

    public override string PathOf(string name) => string.Format(CultureInfo.InvariantCulture, "/proc/self/fd/{0}/{1}", folder.DangerousGetHandle(), name);

    public override string? TryRead(string name)
    {
        using var file = TryOpen(name, OpenFlags.NonBlocking, unless: "ENOENT");
        if (file is null)
        {
            return null;
        }

        var bytes = new byte[Longest];
        return Encoding.UTF8.GetString(bytes, 0, FileSystem.Current.Read(file, name, bytes, 0));
    }

    public override bool TryWrite(string name, string text, bool isNew)
    {
        var flags = OpenFlags.WriteOnly | OpenFlags.NonBlocking | OpenFlags.Create | (isNew ? OpenFlags.Exclusive : OpenFlags.Truncate);
        using var file = TryOpen(name, flags, unless: "EEXIST");
        if (file is null)
        {
            return false;
        }

        if (text.Length > 0)
        {
            var bytes = Encode(text);
            Succeeded((int)Libc.Write(file, bytes, new IntPtr(bytes.Length)), "write", name);
        }

        return true;
    }

    public override bool TryDelete(string name) => Succeeded(Libc.UnlinkAt(folder, name, 0), "unlinkat", name, "ENOENT");

    public override IEnumerable<string> Names() => NoAtimeListing.Of(folder, Path);

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }

    private SafeFileHandle? TryOpen(string name, int flags, string unless)
    {
        var descriptor = Uninterrupted(() => Libc.OpenAt(folder, name, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec, OwnerOnly));
        return Succeeded(descriptor, "openat", name, unless) ? new SafeFileHandle((IntPtr)descriptor, ownsHandle: true) : null;
    }
}
