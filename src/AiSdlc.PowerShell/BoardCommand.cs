using System;
using System.Management.Automation;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>What cmdlets of a board share: which board is meant.</summary>
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
}
