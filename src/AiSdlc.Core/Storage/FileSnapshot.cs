using System;
using System.Security.Cryptography;
using AiSdlc.Paths;
using AiSdlc.Platform;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Storage;

/// <summary>A file as it was read, a story or one beside it, and the stamp that tells whether it still is that file.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Bytes">The file; of a large one that was not asked for whole, its head.</param>
/// <param name="Stamp">Taken before the first byte was read, so that any later write shows.</param>
internal sealed record FileSnapshot(string Path, byte[] Bytes, FileStamp Stamp)
{
    private const int Longest = 0x7FFFFFC7; // Array.MaxLength of bytes
    private const int LongestKept = 4 << 20;
    private const int Head = 2 << 20; // the frontmatter, which is at most half of it, and more
    private const int Part = 1 << 16;

    private string? _version;

    /// <summary>SHA-256 of the whole file.</summary>
    public string Version => _version ??= Sha256.Hex(Bytes);

    /// <summary>Reads the whole file once, while nobody is expected to write it.</summary>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public static FileSnapshot Read(string path)
    {
        using var file = FileSystem.Current.OpenFile(path);
        return Read(file, path, isWhole: true);
    }

    /// <summary>Reads the file once, while others may be writing it; null when they may have.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWhole">Keeps all of it, however large.</param>
    /// <param name="isFree">Asked after the last byte was read: no writer in place has it now. Who had it before has left a newer stamp.</param>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public static FileSnapshot? TryRead(string path, bool isWhole, Func<bool> isFree)
    {
        using var file = FileSystem.Current.OpenFile(path);
        var read = Read(file, path, isWhole);
        return isFree() && read.IsUnwritten(file) ? read : null;
    }

    /// <summary>True while its path names the very file that was read, unwritten since.</summary>
    public bool IsStill() => Stamp == FileSystem.Current.Stat(Path);

    private static FileSnapshot Read(SafeFileHandle file, string path, bool isWhole)
    {
        var stamp = FileSystem.Current.Stat(file, path);
        if (isWhole && stamp.Size > Longest)
        {
            throw new NativeException("EFBIG", "read", path, 27);
        }

        var isKept = isWhole || stamp.Size <= LongestKept;
        var bytes = new byte[isKept ? stamp.Size : Head];
        var length = FileSystem.Current.Read(file, path, bytes, 0);
        Array.Resize(ref bytes, length);
        var read = new FileSnapshot(path, bytes, length < stamp.Size && isKept ? stamp with { Size = -1 } : stamp); // it was cut off meanwhile
        if (!isKept)
        {
            read._version = HashAll(file, path, bytes);
        }

        return read;
    }

    // The rest is read for its hash alone, so that a file of any size takes little memory.
    private static string HashAll(SafeFileHandle file, string path, byte[] head)
    {
        using var hash = SHA256.Create();
        hash.TransformBlock(head, 0, head.Length, null, 0);
        var part = new byte[Part];
        for (int length; (length = FileSystem.Current.Read(file, path, part, 0)) > 0;)
        {
            hash.TransformBlock(part, 0, length, null, 0);
        }

        hash.TransformFinalBlock(part, 0, 0);
        return Hexadecimal.Of(hash.Hash!);
    }

    // Replaced by now, which changes the inode alone: what was read is the whole former file, which nobody writes any more.
    private bool IsUnwritten(SafeFileHandle file)
    {
        var now = FileSystem.Current.Stat(file, Path);
        return now == Stamp
            || (now with { Changed = Stamp.Changed } == Stamp && FileSystem.Current.Stat(Path) is { } other && (other.Device, other.Inode) != (now.Device, now.Inode));
    }
}
