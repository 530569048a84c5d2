using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Claims;

/// <summary>
/// Gives a story another id: in the stories of the board that name it, in the story itself, and then, as the last step, its folder. All of them are locked
/// meanwhile. Who dies in between has changed some of the texts; the same renaming again does the rest.
/// </summary>
/// <param name="Story">The story.</param>
/// <param name="NewId">The new id, which no story of the board has.</param>
/// <param name="References">The stories that depend on it.</param>
internal sealed record StoryRenaming(StoryPaths Story, string NewId, IReadOnlyList<StoryPaths> References)
{
    private const string Dependencies = "dependencies";

    /// <summary>Plans it.</summary>
    /// <param name="path">The story.</param>
    /// <param name="newId">Its new id.</param>
    /// <param name="request">For reading the stories.</param>
    /// <exception cref="InvalidStoryIdException">That is no id.</exception>
    /// <exception cref="StoryIdTakenException">A story has it.</exception>
    public static StoryRenaming Plan(string path, string newId, LockRequest request)
    {
        var story = StoryPaths.Resolve(path);
        var folder = Path.Combine(Path.GetDirectoryName(story.Folder)!, newId);
        if (!StoryId.IsPlain(newId))
        {
            throw new InvalidStoryIdException(newId);
        }

        if (FileSystem.Current.Stat(folder) is not null)
        {
            throw new StoryIdTakenException(story.Story, newId, folder);
        }

        var id = StoryException.IdOf(story.Story);
        var references = Directory.EnumerateDirectories(Path.GetDirectoryName(story.Folder)!).Select(other => Path.Combine(other, "story.md"))
            .Where(other => other != story.Story && File.Exists(other) && Names(StoryStore.Shared.Read(other, request).ToStory(), id))
            .Select(StoryPaths.Resolve);
        return new(story, newId, [.. references]);
    }

    /// <summary>Does it, and returns the story's new file.</summary>
    /// <exception cref="StoryException">A story could not be locked, and nothing was changed; or one could not be written.</exception>
    public string Run(LockRequest request)
    {
        var id = StoryException.IdOf(Story.Story);
        using var hold = StoryStore.Shared.Hold([Story, .. References], request);
        foreach (var other in References)
        {
            StoryStore.Shared.Update(other.Story, StoryLifecycle.Edit(data => data[Dependencies] = Renamed(data[Dependencies], id)), request);
        }

        StoryStore.Shared.Update(Story.Story, StoryLifecycle.Edit(data => data["id"] = NewId), request);
        return Move();
    }

    // The lock moves with the folder: it is ours, and goes by its new path. (The hold then finds none at the old one.)
    private string Move()
    {
        var folder = Path.Combine(Path.GetDirectoryName(Story.Folder)!, NewId);
        try
        {
            Directory.Move(Story.Folder, folder);
            FileSystem.Current.TryRemoveDirectory(Path.Combine(folder, Path.GetFileName(Story.Lock)));
            FileSystem.Current.FlushFolder(Path.GetDirectoryName(folder)!);
            return Path.Combine(folder, Path.GetFileName(Story.Story));
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw ErrorMapper.From(exception, "rename", Story.Folder, Story.Story);
        }
    }

    private static bool Names(Story story, string id) => ReadyQueue.Dependencies(story).Contains(id, StringComparer.OrdinalIgnoreCase);

    private object Renamed(object? dependencies, string id) => dependencies is List<object?> list
        ? list.Select(item => string.Equals(item as string, id, StringComparison.OrdinalIgnoreCase) ? NewId : item).ToList()
        : NewId;
}
