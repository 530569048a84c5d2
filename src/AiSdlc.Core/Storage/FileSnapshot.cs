using System;
using AiSdlc.Platform;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Storage;

/// <summary>A file as it was read, a story or one beside it, and the stamp that tells whether it still is that file.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Bytes">The file, as long as its stamp says; where it grew meanwhile, the stamp is no longer true.</param>
/// <param name="Stamp">Taken before the first byte was read, so that any later write shows.</param>
internal sealed record FileSnapshot(string Path, byte[] Bytes, FileStamp Stamp)
{
    private const int Longest = 0x7FFFFFC7; // Array.MaxLength of bytes

    /// <summary>Reads the file once, while nobody is expected to write it.</summary>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public static FileSnapshot Read(string path) => Read(path, (_, _) => true)!;

    /// <summary>Reads the file once, while others may be writing it; null when they may have.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isFree">Asked after the last byte was read: no writer in place has it now. Who had it before has left a newer stamp.</param>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public static FileSnapshot? TryRead(string path, Func<bool> isFree) =>
        Read(path, (file, read) => read.Bytes.Length == read.Stamp.Size && isFree() && read.IsUnwritten(file));

    /// <summary>True while its path names the very file that was read, unwritten since.</summary>
    public bool IsStill() => Stamp == FileSystem.Current.Stat(Path);

    private static FileSnapshot? Read(string path, Func<SafeFileHandle, FileSnapshot, bool> isWhole)
    {
        try
        {
            using var file = FileSystem.Current.OpenFile(path);
            var stamp = FileSystem.Current.Stat(file, path);
            if (stamp.Size > Longest)
            {
                throw new NativeException("EFBIG", "read", path, 27);
            }

            var read = new FileSnapshot(path, FileSystem.Current.Read(file, path, stamp.Size), stamp);
            return isWhole(file, read) ? read : null;
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw NativeErrors.From(exception, "read", path);
        }
    }

    // Replaced by now, which changes the inode alone: what was read is the whole former file, which nobody writes any more.
    private bool IsUnwritten(SafeFileHandle file)
    {
        var now = FileSystem.Current.Stat(file, Path);
        return now == Stamp
            || (now with { Changed = Stamp.Changed } == Stamp && FileSystem.Current.Stat(Path) is { } other && (other.Device, other.Inode) != (now.Device, now.Inode));
    }
}
