using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>
/// The calls whose exact semantics the lock and the write stand on, and that .NET hides or blurs. Every failure is a
/// <see cref="NativeException"/>.
/// </summary>
internal abstract class FileSystem
{
    /// <summary>The machine's own.</summary>
    public static FileSystem Current { get; } =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsFileSystem() : new PosixFileSystem();

    /// <summary>
    /// Makes a directory; false when the name is taken. <c>Directory.CreateDirectory</c> cannot tell the two apart: with
    /// it, 16 of 16 threads "won" one lock. On Unix the umask applies to <paramref name="mode"/>; by default, to 0777.
    /// </summary>
    public abstract bool TryMakeDirectory(string path, uint mode = 0x1FF);

    /// <summary>Removes an empty directory; false when there is none.</summary>
    public abstract bool TryRemoveDirectory(string path);

    /// <summary>
    /// The same for the very directory with this mtime; false when another one has its name. Null where looking and removing are two calls, between
    /// which it may be exchanged; Windows removes what it has looked at.
    /// </summary>
    public virtual bool? TryRemoveDirectory(string path, DateTime modified) => null;

    /// <summary>Renames within a folder and never replaces; false when the source is gone or the target is taken.</summary>
    public abstract bool TryRename(string from, string to);

    /// <summary>Atomically replaces the file <paramref name="to"/>. Never copies, so <c>EXDEV</c> stays an error.</summary>
    public abstract void Replace(string from, string to);

    /// <summary>The file with every link resolved; <c>ENOENT</c> when it does not exist.</summary>
    public abstract string RealPath(string path);

    /// <summary>A file whose folder is canonical, by its name as the file system keeps it; where names differ by case there is nothing to do.</summary>
    public virtual string TrueName(string path) => path;

    /// <summary>True for a file with content of its own: a pipe, a device and a link are none.</summary>
    public abstract bool IsFile(string path);

    /// <summary>True for a link, whether it leads anywhere or not.</summary>
    public abstract bool IsLink(string path);

    /// <summary>
    /// A descriptor of a directory that outlives its name, or null where the platform has none that does no harm
    /// (an open handle on Windows would block a Node peer's <c>rmdir</c>). A link is refused (<c>ELOOP</c>, <c>ENOTDIR</c>).
    /// </summary>
    public abstract SafeFileHandle? OpenDirectory(string path);

    /// <summary>
    /// Reserves an open directory until it is closed, or its process dies; false while somebody else has it. True where that cannot be done.
    /// Never waits.
    /// </summary>
    public virtual bool TryReserve(SafeFileHandle directory) => true;

    /// <summary>The names in a folder.</summary>
    /// <exception cref="NativeException">It cannot be listed.</exception>
    public virtual IEnumerable<string> List(string folder)
    {
        try
        {
            return Array.ConvertAll(Directory.GetFileSystemEntries(folder), entry => Path.GetFileName(entry));
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw NativeErrors.From(exception, "open", folder);
        }
    }

    /// <summary>
    /// Sets a directory's mtime and returns what the file system kept of it; by descriptor where there is one, for a path
    /// may by now name a successor's lock. Without one, only of the directory that has the mtime <paramref name="former"/> (<c>ENOENT</c>).
    /// </summary>
    public abstract DateTime SetTime(SafeFileHandle? directory, string path, DateTime utc, DateTime? former = null);

    /// <summary>
    /// Writes an open file to the disk. <c>FileStream.Flush(true)</c> must not be trusted with that: on Unix it says nothing when it failed, for
    /// <c>SystemNative_FSync</c> (.NET's pal_io.c) returns 1 where <c>fsync(2)</c> returns -1; measured with .NET 10.0.12.
    /// </summary>
    public abstract void Flush(SafeFileHandle file, string path);

    /// <summary>Makes finished renames in a folder survive a power cut, as far as its file system can. Does nothing where the renames do by themselves.</summary>
    public void FlushFolder(string path)
    {
        using var folder = OpenDirectory(path);
        if (folder is not null)
        {
            Flush(folder, path);
        }
    }

    /// <summary>
    /// Keeps a file open that is about to lose its name, or null where that is not worth it: a disk's file system frees the blocks of a deleted
    /// file in the last close, which <see cref="DeferredClose"/> takes out of the caller's way.
    /// </summary>
    public virtual SafeFileHandle? KeepOpen(string path) => null;

    /// <summary>True where closing a deleted file or directory takes long enough for <see cref="DeferredClose"/>.</summary>
    public virtual bool IsSlowToClose(SafeFileHandle handle) => false;

    /// <summary>
    /// Gives the open file <paramref name="file"/> the mode of <paramref name="model"/>, its owner and group where permitted, and on Linux and Windows the
    /// ACL, and the users' extended attributes or the file attributes, of the file at <paramref name="from"/>.
    /// </summary>
    public abstract void CopyMetadata(string from, FileStamp model, SafeFileHandle file, string path);

    /// <summary>Whether something has this name, a directory or not (a link is none), and its mtime; opens and touches nothing.</summary>
    public abstract bool TryLook(string path, out bool isDirectory, out DateTime modified);

    /// <summary>
    /// Opens a file to read it; anybody else may do with it what they want. Waits for nobody and follows no link (<c>ELOOP</c>); what turns out to be
    /// a folder (<c>EISDIR</c>), a pipe or a device (<c>EFTYPE</c>) is refused.
    /// </summary>
    public abstract SafeFileHandle OpenFile(string path);

    /// <summary>Reads the next bytes of a file into a part of a buffer, as many as there are and fit; returns how many.</summary>
    public abstract int Read(SafeFileHandle file, string path, byte[] buffer, int offset);

    /// <summary>What identifies the file a handle is open on.</summary>
    public abstract FileStamp Stat(SafeFileHandle file, string path);

    /// <summary>What identifies the file that a path names now, a final link not followed; null when there is none.</summary>
    public abstract FileStamp? Stat(string path);
}
