using System;
using System.IO;
using System.Runtime.InteropServices;
using AiSdlc.Platform;

namespace AiSdlc.Paths;

/// <summary>
/// Follows a link at the end of a path, as long as it stays on its board: a story that somebody else made must not name a file of ours elsewhere.
/// A folder on the way may be a link, so that a board, or a whole story folder, may stand anywhere.
/// </summary>
internal static class BoardLinks
{
    private const string BoardFolder = ".ai-sdlc";
    private const string Worktrees = "worktrees"; // in a board's folder: whole checkouts, which are not the board

    private static readonly StringComparison Comparison =
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The canonical path of a file in a canonical folder.</summary>
    /// <exception cref="StoryLinkException">It is a link that leads nowhere, or off its board.</exception>
    public static string Follow(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!FileSystem.Current.IsLink(path))
        {
            return path;
        }

        string target;
        try
        {
            target = FileSystem.Current.RealPath(path);
        }
        catch (NativeException error) when (error.Code is "ENOENT" or "ENOTDIR" or "ELOOP")
        {
            throw StoryLinkException.LeadsNowhere(path, error);
        }

        return IsOnBoardOf(folder, target) ? target : throw StoryLinkException.LeadsAway(path, target);
    }

    private static bool IsOnBoardOf(string folder, string target)
    {
        if (Board(folder, outermost: true) is not { } board)
        {
            return string.Equals(Path.GetDirectoryName(target), folder, Comparison); // off any board: within its own folder
        }

        return Board(target, outermost: false) is { } nearest
            && string.Equals(Board(target, outermost: true), board, Comparison)
            && !target.Substring(nearest.Length + 1).StartsWith(Worktrees + Path.DirectorySeparatorChar, Comparison);
    }

    // Of a path .../.ai-sdlc/worktrees/X/.ai-sdlc/stories/... the outermost or the innermost board.
    private static string? Board(string path, bool outermost)
    {
        string? found = null;
        for (var folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (string.Equals(Path.GetFileName(folder), BoardFolder, Comparison) && (found is null || outermost))
            {
                found = folder;
            }
        }

        return found;
    }
}
