using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;

namespace AiSdlc.Board;

/// <summary>Asks git whether it ignores locks and temporary files: the Node tool runs <c>git add -A</c>.</summary>
internal static class GitIgnore
{
    private const int IsNotIgnored = 1; // git-check-ignore(1); 128 outside of a work tree

    /// <summary>A finding where git would take one of them; none without git or a work tree.</summary>
    public static IEnumerable<StoryFinding> Check(StoryBoard board)
    {
        var story = Path.Combine(board.Folder, "stories", "S-0001");
        foreach (var name in new[] { "story.md.lock/", ".story.md.0123456789abcdef.lock" })
        {
            if (ExitCode(board.Folder, Path.Combine(story, name)) == IsNotIgnored)
            {
                yield return new(
                    StoryFindingSeverity.Warning, "lock-not-ignored", board.Folder,
                    $"git does not ignore '{name}': 'git add -A' at the wrong moment would commit it. Add the line '*.lock' to {Path.Combine(board.Folder, ".gitignore")}.");
            }
        }
    }

    private static int? ExitCode(string folder, string path)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", $"check-ignore --quiet -- \"{path}\"")
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            git.StandardError.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode;
        }
        catch (Win32Exception)
        {
            return null; // no git here
        }
    }
}
