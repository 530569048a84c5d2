using System;

namespace AiSdlc;

/// <summary>The story's frontmatter cannot be read, or not be edited without touching more than was asked (<c>EFRONTMATTER</c>).</summary>
public sealed class FrontmatterException : StoryException
{
    internal FrontmatterException(string storyPath, int line, int column, string rule, string message, Exception? inner = null)
        : base("InvalidFrontmatter", "EFRONTMATTER", storyPath, $"{storyPath}({line},{column}): {message} [{rule}]", inner)
    {
        Line = line;
        Column = column;
        Rule = rule;
    }

    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Column in that line, in UTF-16 units from 1.</summary>
    public int Column { get; }

    /// <summary>Stable name of the rule that was broken, such as <c>duplicate-key</c>.</summary>
    public string Rule { get; }
}

/// <summary>A value that frontmatter cannot hold so that every reader gets it back (<c>EUNSUPPORTED</c>).</summary>
public sealed class UnsupportedValueException : StoryException
{
    internal UnsupportedValueException(string storyPath, string key, Type valueType, string message, Exception? inner = null)
        : base("UnsupportedValue", "EUNSUPPORTED", storyPath, $"Story {IdOf(storyPath)}, key '{key}': {message} The story was not changed.", inner)
    {
        Key = key;
        ValueType = valueType;
    }

    /// <summary>The key, with the path to the value inside it, such as <c>review_history[2].score</c>.</summary>
    public string Key { get; }

    /// <summary>Type of the value.</summary>
    public Type ValueType { get; }
}

/// <summary>The script block of a transformation failed (<c>ETRANSFORM</c>). What it threw is inside.</summary>
public sealed class StoryTransformException : StoryException
{
    internal StoryTransformException(string storyPath, string message, Exception? inner)
        : base("TransformFailed", "ETRANSFORM", storyPath, $"The transformation of story {IdOf(storyPath)} failed: {message} The story was not changed.", inner)
    {
    }
}

/// <summary>A section, a task or an output that was named is not in the story (<c>ENOENT</c>).</summary>
public sealed class StoryContentNotFoundException : StoryException
{
    internal StoryContentNotFoundException(string storyPath, string message)
        : base("StoryContentNotFound", "ENOENT", storyPath, $"In story {IdOf(storyPath)} {message}")
    {
    }
}

/// <summary>A lifecycle rule of the board forbids the change (<c>ESTATUS</c>).</summary>
public sealed class StatusNotAllowedException : StoryException
{
    internal StatusNotAllowedException(string storyPath, string message, bool canBeForced)
        : base("StatusNotAllowed", "ESTATUS", storyPath, $"The status of story {IdOf(storyPath)} was not changed: {message}") =>
        CanBeForced = canBeForced;

    /// <summary>The caller may insist, and set it all the same.</summary>
    public bool CanBeForced { get; }
}
