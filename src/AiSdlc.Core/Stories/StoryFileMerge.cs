using System;
using System.IO;
using System.Text;
using AiSdlc.Errors;
using AiSdlc.Frontmatter;
using AiSdlc.Frontmatter.Merging;
using AiSdlc.Locking;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>Merges files, wherever they are.</summary>
internal static class StoryFileMerge
{
    /// <summary>Merges two files with their common ancestor.</summary>
    /// <param name="old">The ancestor; null for none.</param>
    /// <param name="ours">One version.</param>
    /// <param name="theirs">The other.</param>
    /// <param name="destination">Where the merged file goes, under the lock of the story that is there; null for text.</param>
    /// <param name="request">For that lock.</param>
    /// <exception cref="StoryException">A file cannot be read or written, or is no story.</exception>
    public static StoryMergeResult Merge(string? old, string ours, string theirs, string? destination, LockRequest request)
    {
        var merged = StoryMerge.Of(old is null ? null : Read(old, isStory: false), Read(ours), Read(theirs));
        if (destination is not null)
        {
            Write(destination, merged.File, request);
        }

        return new StoryMergeResult(destination ?? ours, merged.Conflicts, merged.BodyConflicts) { Text = destination is null ? Encoding.UTF8.GetString(merged.File) : null };
    }

    private static byte[] Read(string path, bool isStory = true)
    {
        try
        {
            var file = FileSnapshot.Read(path).Bytes;
            if (isStory)
            {
                StoryText.Parse(file); // a fault names this file
            }

            return file;
        }
        catch (Exception exception) when (ErrorMapper.Translate(exception, path) is { } translated)
        {
            throw translated;
        }
    }

    private static void Write(string path, byte[] file, LockRequest request)
    {
        if (FileSystem.Current.IsFile(path))
        {
            StoryStore.Shared.WriteBeside(path, Path.GetFileName(path), _ => file, request);
            return;
        }

        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            stream.Write(file, 0, file.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ErrorMapper.From(exception, "open", path, path);
        }
    }
}
