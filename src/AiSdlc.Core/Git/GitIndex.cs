using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using AiSdlc.Platform;

namespace AiSdlc.Git;

/// <summary>A file of the index that waits for somebody to merge it.</summary>
/// <param name="Root">The work tree's folder, canonical.</param>
/// <param name="Path">The file from there, with slashes.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Stages">Ids of the base, of ours and of theirs; null for one that is not there.</param>
internal sealed record UnmergedFile(string Root, string Path, string Mode, IReadOnlyList<string?> Stages)
{
    /// <summary>Where it stands.</summary>
    public string File => System.IO.Path.Combine(Root, Path.Replace('/', System.IO.Path.DirectorySeparatorChar));
}

/// <summary>The index of a work tree, as a merge that stopped leaves it (git-ls-files(1), git-update-index(1)).</summary>
internal static class GitIndex
{
    private const int Stages = 3;
    private static readonly char[] Nul = ['\0'];

    /// <summary>The unmerged files of the work tree that holds a folder; none outside of any.</summary>
    public static IReadOnlyList<UnmergedFile> Unmerged(string folder, CancellationToken cancel)
    {
        var root = GitWorkTree.Find(FileSystem.Current.RealPath(folder));
        return root is null ? [] :
        [
            .. Encoding.UTF8.GetString(GitRunner.Run(new GitCommand(root, "ls-files", "--unmerged", "-z") { Cancel = cancel }).Output)
                .Split(Nul, StringSplitOptions.RemoveEmptyEntries)
                .Select(Parse)
                .GroupBy(entry => entry.Path, StringComparer.Ordinal)
                .Select(file => new UnmergedFile(root, file.Key, file.Last().Mode, [.. Enumerable.Range(1, Stages).Select(stage => file.FirstOrDefault(entry => entry.Stage == stage).Id)])),
        ];
    }

    /// <summary>Puts the merged file into the index, in place of its stages.</summary>
    public static void Add(UnmergedFile file, byte[] content, CancellationToken cancel)
    {
        var id = GitObjects.WriteBlob(file.Root, content, cancel);
        GitRunner.Run(new GitCommand(file.Root, "update-index") { Input = Encoding.UTF8.GetBytes($"{file.Mode} {id} 0\t{file.Path}\0"), Cancel = cancel });
    }

    // MODE ID STAGE TAB PATH
    private static (string Mode, string Id, int Stage, string Path) Parse(string line)
    {
        var tab = line.IndexOf('\t');
        var words = line.Substring(0, tab).Split(' ');
        return (words[0], words[1], words[2][0] - '0', line.Substring(tab + 1));
    }
}
