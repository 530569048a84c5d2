using System;
using System.IO;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Board;

/// <summary>
/// The folder of a new story, made whole under a hidden name and then renamed. So nobody ever sees one without a story, and a full disk or a kill takes no
/// id. What a killed process left is hidden from git like a lock, and the next creator removes it.
/// </summary>
internal static class NewStoryFolder
{
    // Creating takes milliseconds. Should somebody's folder vanish who was stopped for so long, his rename fails and he starts again.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>Creates <c>ID/story.md</c> and returns its path; null when the id is taken.</summary>
    /// <exception cref="NativeException">The operating system refuses; nothing is left.</exception>
    public static string? TryCreate(string stories, string id, StoryText text)
    {
        var hidden = Hidden(stories).NewHidden();
        try
        {
            FileSystem.Current.TryMakeDirectory(hidden);
            Write(Path.Combine(hidden, "story.md"), text);
            if (!FileSystem.Current.TryRename(hidden, Path.Combine(stories, id)))
            {
                return null;
            }

            FileSystem.Current.FlushFolder(stories);
            return Path.Combine(stories, id, "story.md");
        }
        finally
        {
            Remove(hidden);
        }
    }

    /// <summary>Removes what killed creators left.</summary>
    public static void RemoveAbandoned(string stories)
    {
        foreach (var folder in Directory.GetDirectories(stories, ".*").Where(folder => IsHidden(folder) && DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) > Abandoned))
        {
            Remove(folder);
        }
    }

    /// <summary>True for a folder in the making.</summary>
    public static bool IsHidden(string folder) => Hidden(Path.GetDirectoryName(folder)!).IsHidden(Path.GetFileName(folder));

    private static StoryPaths Hidden(string stories) => StoryPaths.OfNew(Path.Combine(stories, "story"));

    private static void Write(string story, StoryText text)
    {
        using var temporary = TemporaryFile.Write(StoryPaths.OfNew(story), model: null, text.WriteTo);
        temporary.TryBecome(story);
        FileSystem.Current.FlushFolder(Path.GetDirectoryName(story)!);
    }

    private static void Remove(string hidden)
    {
        try
        {
            if (Directory.Exists(hidden))
            {
                Directory.Delete(hidden, recursive: true);
            }
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return; // the next creator tries again, and Test-Story names it
        }
    }
}
