using System;
using System.Collections.Generic;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>What cmdlets of a board share: which board is meant, and how its stories are read.</summary>
public abstract class BoardCommand : StoryCommand
{
    /// <summary>The board where none is named: AISDLC_ROOT; null where that is not set.</summary>
    internal static string? DefaultRoot => Environment.GetEnvironmentVariable("AISDLC_ROOT") is { Length: > 0 } root ? root : null;

    /// <summary>A folder on or below the board; by default AISDLC_ROOT, else the current location.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The board at -Root or AISDLC_ROOT, else the one nearest to the current location.</summary>
    private protected StoryBoard Board() => (Root ?? DefaultRoot) is { } root
        ? StoryBoard.Nearest(StoryFinder.Resolve(root, () => GetUnresolvedProviderPathFromPSPath(root)), isNamed: true)
        : StoryBoard.Nearest(SessionState.Path.CurrentFileSystemLocation.ProviderPath);

    /// <summary>Reads stories on all processors; reports the error of one that cannot be read, and leaves it out.</summary>
    private protected IEnumerable<ListedStory> ReadAll(IEnumerable<string> files, LockRequest request, bool withBody)
    {
        var atOnce = LockRequest.With(new LockTiming(lockTimeout: 0));
        foreach (var ahead in ReadAhead.Of(files, file => TryRead(file, atOnce, withBody)))
        {
            var listed = ahead;
            ForStory(() => listed = listed.Story is null ? Read(listed.File, request, withBody) : listed);
            if (listed.Story is not null)
            {
                yield return listed;
            }
        }
    }

    // What goes wrong here is said when it is read again.
    private static ListedStory TryRead(string file, LockRequest atOnce, bool withBody)
    {
        try
        {
            return Read(file, atOnce, withBody);
        }
        catch (StoryException)
        {
            return new ListedStory(file, null);
        }
    }

    private static ListedStory Read(string file, LockRequest request, bool withBody)
    {
        var read = StoryStore.Shared.Read(file, request, isWhole: withBody);
        return new ListedStory(file, read.ToStory(), withBody ? read.Body() : null);
    }
}
