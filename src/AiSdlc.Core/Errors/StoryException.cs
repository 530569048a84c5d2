using System;
using System.IO;

namespace AiSdlc;

/// <summary>Something went wrong with one story. The data comes first; the message is made from it.</summary>
public abstract class StoryException : Exception
{
    private protected StoryException(string errorId, string code, string storyPath, string message, Exception? inner = null)
        : base(VisibleText.Of(message), inner)
    {
        ErrorId = errorId;
        Code = code;
        StoryPath = storyPath;
    }

    /// <summary>Stable id of the PowerShell error, such as <c>StoryLocked</c>.</summary>
    public string ErrorId { get; }

    /// <summary>Code as the Node tool and the operating system spell it, such as <c>ELOCKED</c> or <c>ENOSPC</c>.</summary>
    public string Code { get; }

    /// <summary>The story's file, as it was named or, once found, by its canonical path.</summary>
    public string StoryPath { get; }

    /// <summary>The story's id, taken from its path: the file may be unreadable.</summary>
    public string StoryId => IdOf(StoryPath);

    /// <summary>The id that a path stands for: the folder's name for <c>…/S-0001/story.md</c>, else the file's own.</summary>
    internal static string IdOf(string path)
    {
        var file = Path.GetFileName(path);
        var folder = Path.GetFileName(Path.GetDirectoryName(path) ?? string.Empty);
        return file == "story.md" && folder.Length > 0 ? folder : file;
    }
}
