using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>Completes with words of the board that the other arguments mean.</summary>
internal abstract class BoardCompleter : WordCompleter
{
    // A completer is given no session; a nested pipeline has one.
    private const string Folder = """
        param($Root)
        if ($Root) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Root) }
        else { $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath }
        """;

    /// <inheritdoc/>
    protected sealed override IEnumerable<string> Words(IDictionary bound)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var folder = shell.AddScript(Folder).AddArgument(bound["Root"]).Invoke<string>().Single();
        return Words(StoryBoard.Nearest(folder), bound);
    }

    /// <summary>All words that the board has.</summary>
    protected abstract IEnumerable<string> Words(StoryBoard board, IDictionary bound);

    /// <summary>A story as it is now; null when it cannot be read at once.</summary>
    protected static Story? TryRead(string story)
    {
        try
        {
            return StoryStore.Read(story, LockRequest.With(new LockTiming(lockTimeout: 0))).ToStory();
        }
        catch (StoryException)
        {
            return null;
        }
    }

    /// <summary>Words of all stories, in alphabetical order.</summary>
    protected static IEnumerable<string> OfAll(StoryBoard board, Func<Story, IEnumerable<string?>> words) =>
        board.Stories(allCopies: false).Select(TryRead).OfType<Story>().SelectMany(words).OfType<string>().OrderBy(word => word, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The ids of the board; reads no story.</summary>
internal sealed class StoryIdCompleter : BoardCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) =>
        board.Stories(allCopies: false).Select(story => Path.GetFileName(Path.GetDirectoryName(story)!));
}

/// <summary>The labels that stories of the board have.</summary>
internal sealed class LabelCompleter : BoardCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) => OfAll(board, story => story.Labels);
}

/// <summary>The epics that stories of the board have.</summary>
internal sealed class EpicCompleter : BoardCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) => OfAll(board, story => [story.Epic]);
}

/// <summary>The frontmatter keys of the stories that are named by id, or of all when none is.</summary>
internal sealed class KeyCompleter : BoardCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) =>
        bound["Id"] is { } ids
            ? LanguagePrimitives.ConvertTo<string[]>(ids).Select(board.Find).Select(TryRead).OfType<Story>().SelectMany(Keys)
            : OfAll(board, Keys);

    private static IEnumerable<string> Keys(Story story) => story.Frontmatter.Keys.Cast<string>();
}
