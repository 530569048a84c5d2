using System;

namespace AiSdlc;

/// <summary>The story, or the file, lock or temporary file beside it, may not be changed (<c>EROFS</c>, <c>EACCES</c>, <c>EPERM</c>).</summary>
public sealed class StoryReadOnlyException : StoryException
{
    internal StoryReadOnlyException(string storyPath, string code, string needed, Exception inner, string what = "changed")
        : base(
            "StoryReadOnly", code, storyPath,
            $"Story {IdOf(storyPath)} cannot be {what}: read-only or insufficient permissions ({code}). {needed}", inner)
    {
    }

    private StoryReadOnlyException(string path, string code, Exception inner)
        : base("StoryReadOnly", code, path, $"'{path}' cannot be read ({code}), so nobody knows which stories are in it. Make it readable, or name a story by its path.", inner)
    {
    }

    internal static StoryReadOnlyException Unreadable(string folder, string code, Exception inner) => new(folder, code, inner);
}

/// <summary>The operating system refused a read or a write for a reason that is neither a lock nor a permission.</summary>
public sealed class StoryWriteException : StoryException
{
    internal StoryWriteException(string storyPath, string code, string call, int number, string outcome, Exception inner)
        : base(
            "StoryWriteFailed", code, storyPath,
            $"Story {IdOf(storyPath)}: {call} failed with {code}. {outcome}", inner)
    {
        Call = call;
        Errno = number;
    }

    /// <summary>The system call that failed.</summary>
    public string Call { get; }

    /// <summary>The operating system's own number: <c>errno</c> on Unix, a Win32 error on Windows.</summary>
    public int Errno { get; }
}

/// <summary>There is no such story, or no board (<c>ENOENT</c>).</summary>
public sealed class StoryNotFoundException : StoryException
{
    internal StoryNotFoundException(string storyPath, Exception? inner = null)
        : base("StoryNotFound", "ENOENT", storyPath, $"There is no story at '{storyPath}'.", inner)
    {
    }

    private StoryNotFoundException(string errorId, string path, string message)
        : base(errorId, "ENOENT", path, message)
    {
    }

    internal static StoryNotFoundException OfId(string id, string board, string storyPath) => new(
        "StoryNotFound", storyPath, $"There is no story {id} on the board '{board}'.");

    internal static StoryNotFoundException NoRoot(string from) => new(
        "StoryRootNotFound", from, $"There is no .ai-sdlc folder in '{from}' or above it.");
}

/// <summary>The board that was found belongs to another user, and was not named (<c>EOWNER</c>). Nothing in it was read.</summary>
public sealed class StoryRootRefusedException : StoryException
{
    internal StoryRootRefusedException(string board, uint owner, string from)
        : base(
            "StoryRootRefused", "EOWNER", board,
            $"The nearest board of '{from}' is '{board}', which belongs to another user (user id {owner}).") =>
        Owner = owner;

    /// <summary>User id of its owner.</summary>
    public uint Owner { get; }
}

/// <summary>Somebody wrote the story without its lock while we were changing it (<c>ESTORYCHANGED</c>). Nothing was written.</summary>
public sealed class StoryChangedException : StoryException
{
    internal StoryChangedException(string storyPath, int attempts)
        : base(
            "StoryChanged", "ESTORYCHANGED", storyPath,
            $"Story {IdOf(storyPath)} was changed by a writer that takes no lock, in each of {attempts} attempts; nothing was written over it. "
            + "Find that writer (an editor, a sync tool, git), then try again.")
    {
    }

    private StoryChangedException(string errorId, string storyPath, string message)
        : base(errorId, "ESTORYCHANGED", storyPath, message)
    {
    }

    internal static StoryChangedException NotVersion(string storyPath) => new(
        "StoryVersionMismatch", storyPath, $"Story {IdOf(storyPath)} is not the version you read any more; nothing was written. Read it again and decide anew.");
}

/// <summary>A story id that is no plain name (<c>EINVALIDID</c>). Refused before any path call.</summary>
public sealed class InvalidStoryIdException : StoryException
{
    internal InvalidStoryIdException(string id)
        : base("InvalidStoryId", "EINVALIDID", id, $"'{id}' is no story id: use letters, digits, dashes and underscores, such as S-0001.")
    {
    }
}

/// <summary>A story, or a file beside it, is a link that leads off its board, or nowhere (<c>ELOOP</c>). Nothing was read or written.</summary>
public sealed class StoryLinkException : StoryException
{
    private StoryLinkException(string linkPath, string? target, string message, Exception? inner)
        : base("StoryLinkRefused", "ELOOP", linkPath, message, inner) =>
        Target = target;

    /// <summary>Where the link leads; null when that is nowhere.</summary>
    public string? Target { get; }

    internal static StoryLinkException LeadsAway(string linkPath, string target) => new(
        linkPath, target, $"'{linkPath}' is a link to '{target}', off its board, and is not followed. If you mean that file, name it: '{target}'.", null);

    internal static StoryLinkException LeadsNowhere(string linkPath, Exception inner) => new(
        linkPath, null, $"'{linkPath}' is a link that leads nowhere, and is not followed. Remove it, or make what it should lead to.", inner);
}

/// <summary>Two different stories have one id (<c>EAMBIGUOUS</c>). Neither was touched.</summary>
public sealed class StoryIdAmbiguousException : StoryException
{
    internal StoryIdAmbiguousException(string id, string first, string second)
        : base("StoryIdAmbiguous", "EAMBIGUOUS", first, $"'{id}' is the id of two different stories: '{first}' and '{second}'.") =>
        Other = second;

    /// <summary>The file of the other story.</summary>
    public string Other { get; }
}

/// <summary>The new id of a story is taken (<c>EEXIST</c>). Nothing was changed.</summary>
public sealed class StoryIdTakenException : StoryException
{
    internal StoryIdTakenException(string storyPath, string newId, string by)
        : base("StoryIdTaken", "EEXIST", storyPath, $"Story {IdOf(storyPath)} cannot be renamed to {newId}: '{by}' has that id.")
    {
    }
}
