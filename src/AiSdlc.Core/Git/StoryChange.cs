using System;
using AiSdlc.Stories;

namespace AiSdlc;

/// <summary>One key of a story that got another value, or its body, as git remembers it.</summary>
public sealed class StoryChange
{
    internal const string Body = "(body)";

    internal StoryChange(Git.StoryVersion version, string key, object? old, object? now)
    {
        (Path, Time, Author, Commit, IsMerge) = (version.Story, version.Time, version.Author, version.Commit, version.IsMerge);
        (Key, Old, New) = (key, old, now);
    }

    /// <summary>Id of the story, by its path as it is now.</summary>
    public string Id => StoryException.IdOf(Path);

    /// <summary>The story's file, as it is called now.</summary>
    public string Path { get; }

    /// <summary>When it was committed; of a change that is not, when the file was written. UTC.</summary>
    public DateTime Time { get; }

    /// <summary>The commit's author; null for a change that is not committed.</summary>
    public string? Author { get; }

    /// <summary>The commit; null for a change that is not committed.</summary>
    public string? Commit { get; }

    /// <summary>True for a merge that gave the key a value that none of its parents has.</summary>
    public bool IsMerge { get; }

    /// <summary>The key; <c>(body)</c> for the Markdown below the frontmatter.</summary>
    public string Key { get; }

    /// <summary>Its value before, for a merge that of the first parent; null where there was none. Of a body the number of lines that went.</summary>
    public object? Old { get; }

    /// <summary>Its value since; null where there is none. Of a body the number of lines that came.</summary>
    public object? New { get; }

    /// <summary><see cref="Old"/> in words, to be shown; null for none.</summary>
    public string? OldText => Text(Old);

    /// <summary><see cref="New"/> in words, to be shown; null for none.</summary>
    public string? NewText => Text(New);

    /// <summary>The change in words, to be shown.</summary>
    public override string ToString() => VisibleText.Of($"{Id} {Key}: {OldText ?? "(none)"} → {NewText ?? "(none)"}");

    private string? Text(object? value) =>
        value is null ? null : VisibleText.Of(Key == Body ? FormattableString.Invariant($"{value} line{(value is 1 ? string.Empty : "s")}") : EditSummary.Show(value));
}
