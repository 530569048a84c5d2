using System;
using AiSdlc.Native;

namespace AiSdlc.Files;

/// <summary>A file as it was read, a story or one beside it, and the stamp that tells whether it still is that file.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Bytes">The file, as long as its stamp says; where it grew meanwhile, the stamp is no longer true.</param>
/// <param name="Stamp">Taken before the first byte was read, so that any later write shows.</param>
internal sealed record StoryBytes(string Path, byte[] Bytes, FileStamp Stamp)
{
    private const int Longest = 0x7FFFFFC7; // Array.MaxLength of bytes

    /// <summary>Reads the file once, while nobody is expected to write it.</summary>
    /// <exception cref="NativeError">It cannot be read.</exception>
    public static StoryBytes Read(string path)
    {
        try
        {
            using var file = Platform.Current.OpenFile(path);
            var stamp = Platform.Current.Stat(file, path);
            return stamp.Size <= Longest
                ? new StoryBytes(path, Platform.Current.Read(file, path, stamp.Size), stamp)
                : throw new NativeError("EFBIG", "read", path, 27);
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw NativeErrors.From(exception, "read", path);
        }
    }

    /// <summary>True while its path names the very file that was read, unwritten since.</summary>
    public bool IsStill() => Stamp == Platform.Current.Stat(Path);
}
