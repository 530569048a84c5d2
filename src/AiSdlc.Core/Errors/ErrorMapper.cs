using System;
using AiSdlc.Frontmatter;
using AiSdlc.Platform;

namespace AiSdlc.Errors;

/// <summary>The one place where failures of the floors below become exceptions that name the story. A full disk is never called locked.</summary>
internal static class ErrorMapper
{
    private const string AsItWas = "The story is as it was.";

    /// <summary>The story exception for anything that work on a story may throw; null for what is none of ours.</summary>
    public static StoryException? Translate(Exception exception, string storyPath) => exception switch
    {
        NativeException error => From(error, storyPath),
        FrontmatterFault fault => new FrontmatterException(storyPath, fault.Line, fault.Column, fault.Rule, fault.Message, fault),
        UnsupportedValueFault fault => new UnsupportedValueException(storyPath, fault.Key, fault.ValueType, fault.Message, fault),
        ContentFault fault => new StoryContentNotFoundException(storyPath, fault.Message),
        StatusFault fault => new StatusNotAllowedException(storyPath, fault.Message, fault.CanBeForced),
        _ => null,
    };

    /// <summary>The story exception for an error of the operating system, and what came of the story.</summary>
    public static StoryException From(NativeException error, string storyPath, string outcome = AsItWas) => error.Code switch
    {
        "ENOENT" or "ENOTDIR" when !FileSystem.Current.IsFile(storyPath) => new StoryNotFoundException(storyPath, error),
        "EROFS" => new StoryReadOnlyException(storyPath, error.Code, $"The file system of '{error.Path}' is mounted read-only. {outcome}", error),
        "EACCES" or "EPERM" when IsRead(error) => new StoryReadOnlyException(storyPath, error.Code, $"'{error.Path}' must be readable.", error, what: "read"),
        "EACCES" or "EPERM" => new StoryReadOnlyException(storyPath, error.Code, $"{Needed(error)} {outcome}", error),
        _ => new StoryWriteException(storyPath, error.Code, error.Call, error.HResult, outcome, error),
    };

    /// <summary>The same for whatever a file call of .NET threw.</summary>
    public static StoryException From(Exception exception, string call, string path, string storyPath) =>
        From(NativeErrors.From(exception, call, path), storyPath);

    /// <summary>The new story is in place, but its folder's entry may not survive a power cut.</summary>
    public static StoryWriteException NotFlushed(NativeException error, string storyPath) => new(
        storyPath, error.Code, error.Call, error.HResult, "The change is on disk, but may not survive a power cut.", error);

    private static bool IsRead(NativeException error) => error.Call is "open" or "read" or "lstat" or "listxattr" or "getxattr" or "realpath"
        or "CreateFileW" or "ReadFile" or "GetFileAttributesExW" or "GetFileSecurityW";

    private static string Needed(NativeException error) => error.Call switch
    {
        "rmdir" or "RemoveDirectoryW" => $"The lock '{error.Path}' cannot be removed; its owner must remove it.",
        "unlink" => $"The left-over file '{error.Path}' cannot be removed; its owner must remove it.",
        _ => $"The folder of '{error.Path}' and the story itself must be writable.",
    };
}
