using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Errors;
using AiSdlc.Locking;
using AiSdlc.Platform;

namespace AiSdlc.Board;

/// <summary>A board: an <c>.ai-sdlc</c> folder, and the copies of it in its worktrees.</summary>
internal sealed class StoryBoard
{
    private const string FolderName = ".ai-sdlc";
    private const string StoryFile = "story.md";

    private StoryBoard(string folder) => Folder = folder;

    /// <summary>The <c>.ai-sdlc</c> folder.</summary>
    public string Folder { get; }

    /// <summary>The nearest board, in a folder or above it.</summary>
    /// <param name="from">The folder.</param>
    /// <param name="isNamed">A user named this folder: a board in it is used as given. One above it was not meant by anybody yet.</param>
    /// <exception cref="StoryNotFoundException">There is none (<c>StoryRootNotFound</c>).</exception>
    /// <exception cref="StoryRootRefusedException">It was not named and is another user's.</exception>
    public static StoryBoard Nearest(string from, bool isNamed = false)
    {
        from = from.Length > Path.GetPathRoot(from)?.Length ? from.TrimEnd(Path.DirectorySeparatorChar) : from;
        for (var folder = from; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (In(folder) is { } board)
            {
                return (isNamed && folder == from) || BoardOwner.Stranger(board) is not { } owner
                    ? new StoryBoard(board)
                    : throw new StoryRootRefusedException(board, owner, from);
            }
        }

        throw StoryNotFoundException.NoRoot(from);
    }

    private static string? In(string folder)
    {
        var board = Path.GetFileName(folder) == FolderName ? folder : Path.Combine(folder, FolderName);
        return Directory.Exists(board) ? board : null;
    }

    /// <summary>
    /// The file of a story. A worktree's copy comes first: it is the one being worked on, as in the Node tool
    /// (src/core/story.ts). Ids match whatever their case.
    /// </summary>
    /// <exception cref="InvalidStoryIdException">The id is no plain name; nothing was looked up.</exception>
    /// <exception cref="StoryNotFoundException">There is no such story.</exception>
    /// <exception cref="StoryIdAmbiguousException">Two different stories have that id.</exception>
    /// <exception cref="StoryReadOnlyException">A folder that may hold a copy cannot be read.</exception>
    public string Find(string id)
    {
        if (!StoryId.IsPlain(id))
        {
            throw new InvalidStoryIdException(id);
        }

        var copies = StoryFolders()
            .Where(folder => string.Equals(Path.GetFileName(folder), id, StringComparison.OrdinalIgnoreCase))
            .Select(folder => Path.Combine(folder, StoryFile))
            .Where(MayBeThere)
            .ToList();
        return copies.Count == 0 ? throw StoryNotFoundException.OfId(id, Folder, Path.Combine(Folder, "stories", id, StoryFile))
            : copies.Find(copy => !StoryIdentity.IsSame(copies[0], copy)) is { } other ? throw new StoryIdAmbiguousException(id, copies[0], other)
            : copies[0];
    }

    /// <summary>Refuses a story that is not <c>…/.ai-sdlc/stories/ID/story.md</c>, as the Node tool does where it writes diagnostics.</summary>
    /// <exception cref="StoryNotFoundException">It is no story of a board.</exception>
    public static void RequireOnBoard(string story)
    {
        var stories = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(story)));
        if (Path.GetFileName(stories) != "stories" || Path.GetFileName(Path.GetDirectoryName(stories)) != FolderName)
        {
            throw StoryNotFoundException.NoRoot(story);
        }
    }

    /// <summary>The files of all stories, by id, below the canonical folder. Of the copies of one story only the one that <see cref="Find"/> finds, or all of them.</summary>
    public IEnumerable<string> Stories(bool allCopies)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // Strings alone: what LINQ does with a tuple is compiled anew in each process.
        return StoryFolders(isCanonical: true)
            .OrderBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase) // copies stay in their order
            .Where(folder => MayBeThere(Path.Combine(folder, StoryFile)) && (allCopies || seen.Add(Path.GetFileName(folder))))
            .Select(folder => Path.Combine(folder, StoryFile));
    }

    /// <summary>The board's own folder and those of its worktrees, which come first.</summary>
    public IEnumerable<string> Copies() => Folders(Path.Combine(Folder, "worktrees"), isCanonical: false).Select(worktree => Path.Combine(worktree, FolderName)).Append(Folder);

    /// <summary>The board that a story is on.</summary>
    /// <exception cref="StoryNotFoundException">It is on none.</exception>
    public static StoryBoard Of(string story)
    {
        RequireOnBoard(story);
        return new StoryBoard(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(story))))!);
    }

    /// <summary>Folders where a story should be and is none.</summary>
    public IEnumerable<string> FoldersWithoutStory() => StoryFolders().Where(folder => !MayBeThere(Path.Combine(folder, StoryFile)));

    /// <summary>Folders of new stories whose creators have not renamed them yet, and may be gone.</summary>
    public IEnumerable<string> FoldersInTheMaking() => Folders(Path.Combine(Folder, "stories"), isCanonical: true).Where(NewStoryFolder.IsHidden);

    /// <summary>The files of all stories that have something at their lock's path.</summary>
    public IEnumerable<string> LockedStories() =>
        from folder in StoryFolders()
        let story = Path.Combine(folder, StoryFile)
        where MayBeLocked(story)
        select story;

    private IEnumerable<string> StoryFolders(bool isCanonical = false) =>
        Copies().SelectMany(board => Folders(Path.Combine(board, "stories"), isCanonical)).Where(folder => Path.GetFileName(folder)[0] != '.');

    private static bool MayBeThere(string story) => May(() => FileSystem.Current.Stat(story) is not null);

    private static bool MayBeLocked(string story) => May(() => LockSnapshot.Of(story + ".lock").Exists);

    // Where we may not look, whoever looks closer says why. To take it for absent would be to take another copy for the one being worked on.
    private static bool May(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (NativeException)
        {
            return true;
        }
    }

    private static IEnumerable<string> Folders(string parent, bool isCanonical)
    {
        try
        {
            var canonical = FileSystem.Current.RealPath(parent);
            return Directory.GetDirectories(isCanonical ? canonical : parent).OrderBy(name => name, StringComparer.Ordinal);
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            var error = NativeErrors.From(exception, "open", parent);
            return error.Code switch
            {
                "ENOENT" or "ENOTDIR" => [],
                "EACCES" or "EPERM" => throw StoryReadOnlyException.Unreadable(parent, error.Code, error),
                _ => throw ErrorMapper.From(error, parent),
            };
        }
    }
}
