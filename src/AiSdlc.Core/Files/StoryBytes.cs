using System;
using System.IO;
using AiSdlc.Native;

namespace AiSdlc.Files;

/// <summary>A story's file as it was read, and the stamp that tells whether it still is that file.</summary>
/// <param name="Bytes">The whole file.</param>
/// <param name="Stamp">Taken before the first byte was read, so that any later write shows.</param>
internal sealed record StoryBytes(byte[] Bytes, FileStamp Stamp)
{
    private const int Longest = 0x7FFFFFC7; // Array.MaxLength of bytes

    /// <summary>Reads the file once, while nobody is expected to write it.</summary>
    /// <exception cref="NativeError">It cannot be read.</exception>
    public static StoryBytes Read(string path)
    {
        try
        {
            // Sharing everything: on Unix, .NET takes a flock for any other mode, which other readers and we would meet.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var stamp = Platform.Current.Stat(file.SafeFileHandle, path);
            return stamp.Size <= Longest
                ? new StoryBytes(ReadToEnd(file, stamp.Size), stamp)
                : throw new NativeError("EFBIG", "read", path, 27);
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw NativeErrors.From(exception, "read", path);
        }
    }

    /// <summary>True while the path names the very file that was read, unwritten since.</summary>
    public bool IsStill(string path) => Stamp == Platform.Current.Stat(path);

    // The size is only where to begin: a file may grow or shrink while it is read.
    private static byte[] ReadToEnd(FileStream file, long size)
    {
        var bytes = new byte[size];
        var length = 0;
        while (true)
        {
            if (length == bytes.Length)
            {
                var next = file.ReadByte();
                if (next < 0)
                {
                    return bytes;
                }

                Array.Resize(ref bytes, Math.Max(4096, bytes.Length * 2));
                bytes[length++] = (byte)next;
            }

            var read = file.Read(bytes, length, bytes.Length - length);
            if (read == 0)
            {
                Array.Resize(ref bytes, length);
                return bytes;
            }

            length += read;
        }
    }
}
