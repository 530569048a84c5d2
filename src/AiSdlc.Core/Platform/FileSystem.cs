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

    /// <summary>Renames within a folder and never replaces; false when the source is gone or the target is taken.</summary>
    public abstract bool TryRename(string from, string to);

    /// <summary>Atomically replaces the file <paramref name="to"/>. Never copies, so <c>EXDEV</c> stays an error.</summary>
    public abstract void Replace(string from, string to);

    /// <summary>The file with every link resolved; <c>ENOENT</c> when it does not exist.</summary>
    public abstract string RealPath(string path);

    /// <summary>True for a file with content of its own: opening a pipe would wait for ever, and a device has no end.</summary>
    public abstract bool IsFile(string path);

    /// <summary>
    /// A descriptor of a directory that outlives its name, or null where the platform has none that does no harm
    /// (an open handle on Windows would block a Node peer's <c>rmdir</c>).
    /// </summary>
    public abstract SafeFileHandle? OpenDirectory(string path);

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
    /// may by now name a successor's lock.
    /// </summary>
    public abstract DateTime SetTime(SafeFileHandle? directory, string path, DateTime utc);

    /// <summary>
    /// Writes an open file to the disk. <c>FileStream.Flush(true)</c> must not be trusted with that: on Unix it says nothing when it failed, for
    /// <c>SystemNative_FSync</c> (.NET's pal_io.c) returns 1 where <c>fsync(2)</c> returns -1; measured with .NET 10.0.12.
    /// </summary>
    public abstract void Flush(SafeFileHandle file, string path);

    /// <summary>Makes finished renames in this folder survive a power cut, as far as its file system can. Does nothing where the renames do by themselves.</summary>
    public abstract void FlushDirectory(string path);

    /// <summary>
    /// Takes the advisory lock of an open directory (<c>flock</c>): true when it is ours until the descriptor is closed, false
    /// when another has it and we are not to wait, null where there is no such thing.
    /// </summary>
    public abstract bool? TryLock(SafeFileHandle directory, bool wait);

    /// <summary>Gives that lock up at once, and closes the descriptor, maybe with <see cref="CloseLate"/>.</summary>
    public abstract void Unlock(SafeFileHandle directory);

    /// <summary>Closes what <see cref="Replace"/> and <see cref="Unlock"/> left open because closing it is slow. Does not wait for it.</summary>
    public virtual void CloseLate()
    {
    }

    /// <summary>
    /// Gives the open file <paramref name="file"/> the mode of <paramref name="model"/>, its owner and group where permitted, and on Linux the ACL
    /// and the users' extended attributes of the file at <paramref name="from"/>.
    /// </summary>
    public abstract void CopyOwnership(string from, FileStamp model, SafeFileHandle file, string path);

    /// <summary>Whether something has this name, a directory or not (a link is none), and its mtime; opens and touches nothing.</summary>
    public abstract bool TryLook(string path, out bool isDirectory, out DateTime modified);

    /// <summary>Opens a file to read it; anybody else may do with it what they want.</summary>
    public abstract SafeFileHandle OpenFile(string path);

    /// <summary>Reads so many bytes from the start of a file that was just opened, or what there is of them.</summary>
    public abstract byte[] Read(SafeFileHandle file, string path, long size);

    /// <summary>What identifies the file a handle is open on.</summary>
    public abstract FileStamp Stat(SafeFileHandle file, string path);

    /// <summary>What identifies the file that a path names now, a final link not followed; null when there is none.</summary>
    public abstract FileStamp? Stat(string path);
}
