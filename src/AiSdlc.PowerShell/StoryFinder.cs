using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>Finds the stories that a user's words and objects name. What names no story is an error; only a pattern may match none.</summary>
/// <param name="cmdlet">Its session resolves paths.</param>
/// <param name="board">The board whose stories have ids.</param>
/// <param name="tell">Is told which file an id meant.</param>
internal sealed class StoryFinder(PSCmdlet cmdlet, Func<StoryBoard> board, Action<string> tell)
{
    private static readonly string[] PathProperties = ["PSPath", "Path", "FullName"];
    private static readonly char[] Separators = ['/', '\\', ':'];
    private static readonly char[] NotPlain = [':', '\\', '\0']; // may name a drive or a provider, be another separator, or be in no path at all

    /// <summary>The stories of an argument: a path, with wildcards; an id, when it is no path; or an object.</summary>
    public IReadOnlyList<string> OfArgument(object? name) => Unwrapped(name) is string text ? OfText(text) : OfObject(name);

    /// <summary>The stories of an object in the pipeline. Text of it that could be a pattern is the name of a file first.</summary>
    public IReadOnlyList<string> OfInput(object? input)
    {
        if (Unwrapped(input) is not string text)
        {
            return OfObject(input);
        }

        if (WildcardPattern.ContainsWildcardCharacters(text) && Literal(text) is var file && File.Exists(file))
        {
            return [file];
        }

        return OfText(text) is { Count: > 0 } found ? found : throw new StoryNotFoundException(text);
    }

    /// <summary>The story of an id, or the stories of a pattern of ids.</summary>
    public IReadOnlyList<string> OfId(string id)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
        {
            return [Find(id)];
        }

        var pattern = WildcardPattern.Get(id, WildcardOptions.IgnoreCase);
        var found = board().Stories(allCopies: false).Where(story => pattern.IsMatch(StoryException.IdOf(story))).ToList();
        tell($"{found.Count} stories match '{id}'.");
        return found;
    }

    /// <summary>The story at a path, no character of which is a wildcard.</summary>
    public string Literal(string path) => StoryFile(IsPlain(path) ? path : Resolve(path, () =>
        InFileSystem(path, cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _), provider)));

    /// <summary>What a path resolves to; a path that cannot be is one where nothing is.</summary>
    public static T Resolve<T>(string path, Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (Exception exception) when (exception is SessionStateException or WildcardPatternException)
        {
            throw new StoryNotFoundException(path, exception); // no such item, drive or provider, or no pattern
        }
    }

    private IReadOnlyList<string> OfText(string text)
    {
        if (text.IndexOfAny(Separators) >= 0)
        {
            return Expand(text);
        }

        try
        {
            if (Expand(text) is var found && found.Any(File.Exists))
            {
                return found;
            }
        }
        catch (StoryNotFoundException)
        {
            // no path, so maybe an id
        }

        return StoryId.IsPlain(text) || WildcardPattern.ContainsWildcardCharacters(text) ? OfId(text) : throw new StoryNotFoundException(text);
    }

    private IReadOnlyList<string> OfObject(object? value)
    {
        foreach (var name in PathProperties)
        {
            if (Property(value, name) is { } path)
            {
                return [Literal(path)];
            }
        }

        return Property(value, "Id") is { } id ? [Find(id)] : throw new StoryNotNamedException(Unwrapped(value));
    }

    private string Find(string id)
    {
        var file = board().Find(id);
        tell($"Story {id} is '{file}'.");
        return file;
    }

    private List<string> Expand(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path) && IsPlain(path) && File.Exists(path))
        {
            return [path];
        }

        ProviderInfo? provider = null;
        return [.. Resolve(path, () => cmdlet.GetResolvedProviderPathFromPSPath(path, out provider)).Select(found => StoryFile(InFileSystem(path, found, provider!)))];
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string? Property(object? value, string name)
    {
        var found = value is null ? null : Unwrapped(value) is IDictionary row ? row[name] : PSObject.AsPSObject(value).Properties[name]?.Value;
        return LanguagePrimitives.TryConvertTo<string>(found, out var text) && text.Length > 0 ? text : null;
    }

    // An absolute path on Unix, which names the same file in every location. The engine would look through all mounts of the machine for it, twice, in
    // case its drive has gone (SessionStateInternal.ValidateOrRemoveAutoMountedDrive): 100 microseconds, a third of an update in memory.
    private static bool IsPlain(string path) =>
        Path.DirectorySeparatorChar == '/' && path.Length > 0 && path[0] == '/' && path.IndexOfAny(NotPlain) < 0 && Path.GetFullPath(path) == path;

    private static string InFileSystem(string path, string found, ProviderInfo provider) =>
        provider.Name == "FileSystem" ? found : throw new StoryNotFoundException(path);

    private static string StoryFile(string path) => Directory.Exists(path) ? Path.Combine(path, "story.md") : path;
}
