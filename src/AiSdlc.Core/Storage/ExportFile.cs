using System;
using System.IO;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Storage;

/// <summary>Writes a file that is no story, such as a page, whole or not at all: whoever reads it meanwhile has the old one.</summary>
internal static class ExportFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Where; a link is followed.</param>
    /// <param name="content">Writes the new file.</param>
    /// <param name="mayReplace">An existing file is replaced, and keeps its mode; otherwise it is an error.</param>
    /// <param name="evenReadOnly">One that is read-only, too.</param>
    /// <exception cref="StoryExportException">It cannot be written; what was there is as it was.</exception>
    public static void Write(string path, Action<Stream> content, bool mayReplace, bool evenReadOnly)
    {
        try
        {
            var target = Target(path);
            var old = FileSystem.Current.Stat(target) is null ? null : mayReplace ? FileSnapshot.Read(target) : throw StoryExportException.Exists(path);
            if (old is not null && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            {
                MakeWritable(target, evenReadOnly);
            }

            using var temporary = TemporaryFile.Write(StoryPaths.OfNew(target), old, content);
            if (!(old is null ? temporary.TryBecome(target) : temporary.TryReplace(target)))
            {
                throw StoryExportException.Exists(path); // since we looked
            }
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw new StoryExportException(path, NativeErrors.From(exception, "write", path));
        }
    }

    private static string Target(string path) => FileSystem.Current.Stat(path) is null
        ? Path.Combine(FileSystem.Current.RealPath(Path.GetDirectoryName(path) ?? path), Path.GetFileName(path))
        : FileSystem.Current.RealPath(path);

    // A rename would replace it in silence on Unix, and fail on Windows.
    private static void MakeWritable(string target, bool isWanted)
    {
        if (!isWanted)
        {
            throw new UnauthorizedAccessException();
        }

        File.SetAttributes(target, File.GetAttributes(target) & ~FileAttributes.ReadOnly);
    }
}
