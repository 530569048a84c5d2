using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Locking;
using AiSdlc.Stories;

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
        var folder = shell.AddScript(Folder).AddArgument(bound["Root"] ?? BoardCommand.DefaultRoot).Invoke<string>().Single();
        return Words(StoryBoard.Nearest(folder), bound);
    }

    /// <summary>All words that the board has.</summary>
    protected abstract IEnumerable<string> Words(StoryBoard board, IDictionary bound);

    /// <summary>A story as it is now; null when it cannot be read at once.</summary>
    protected static StoryRead? TryRead(string story)
    {
        try
        {
            return StoryStore.Shared.Read(story, LockRequest.With(new LockTiming(lockTimeout: 0)));
        }
        catch (StoryException)
        {
            return null;
        }
    }

    /// <summary>Words of all stories, in alphabetical order.</summary>
    protected static IEnumerable<string> OfAll(StoryBoard board, Func<Story, IEnumerable<string?>> words) =>
        Sorted(Read(board.Stories(allCopies: false)).SelectMany(read => words(read.ToStory())));

    /// <summary>Words of the stories that are named by id, in their order; or of all stories when none is.</summary>
    protected static IEnumerable<string> OfNamed(StoryBoard board, IDictionary bound, Func<StoryRead, IEnumerable<string>> words) =>
        LanguagePrimitives.ConvertTo<string[]>(bound["Id"] ?? bound["Path"]) is { } ids && ids.Any(StoryId.IsPlain)
            ? Read(ids.Where(StoryId.IsPlain).Select(board.Find)).SelectMany(words)
            : Sorted(Read(board.Stories(allCopies: false)).SelectMany(words));

    private static IEnumerable<StoryRead> Read(IEnumerable<string> stories) => stories.Select(TryRead).OfType<StoryRead>();

    private static IOrderedEnumerable<string> Sorted(IEnumerable<string?> words) => words.OfType<string>().OrderBy(word => word, StringComparer.OrdinalIgnoreCase);
}

/// <summary>The ids of the board, each with its title; reads the stories whose ids are offered.</summary>
internal sealed class StoryIdCompleter : BoardCompleter
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound)
    {
        foreach (var story in board.Stories(allCopies: false))
        {
            var id = StoryException.IdOf(story);
            _files[id] = story;
            yield return id;
        }
    }

    /// <inheritdoc/>
    protected override string ToolTip(string word) => TryRead(_files[word])?.ToStory() is { Title.Length: > 0 } story
        ? VisibleText.Of($"{story.Title} ({story.Status})")
        : word;
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
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) => OfAll(board, StoryEpic.Of);
}

/// <summary>The frontmatter keys of the stories that are named by id, or of all when none is.</summary>
internal sealed class KeyCompleter : BoardCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) =>
        OfNamed(board, bound, read => read.ToStory().Frontmatter.Keys.Cast<string>());
}

/// <summary>The sections of the bodies of the stories that are named by id, or of all when none is.</summary>
internal sealed class SectionCompleter : BoardCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(StoryBoard board, IDictionary bound) => OfNamed(board, bound, read => read.Sections());
}
