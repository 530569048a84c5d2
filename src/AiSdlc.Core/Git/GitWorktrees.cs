using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;

namespace AiSdlc.Git;

/// <summary>The worktrees of a repository.</summary>
internal static class GitWorktrees
{
    private const string Entry = "worktree ";

    /// <summary>Folders of all worktrees, the main one first; those that are gone too.</summary>
    public static IReadOnlyList<string> Of(string folder, CancellationToken cancel) =>
    [
        .. Encoding.UTF8.GetString(GitRunner.Run(new GitCommand(folder, "worktree") { Cancel = cancel }).Output).Split('\n')
            .Where(line => line.StartsWith(Entry, StringComparison.Ordinal))
            .Select(line => line.Substring(Entry.Length)),
    ];
}
