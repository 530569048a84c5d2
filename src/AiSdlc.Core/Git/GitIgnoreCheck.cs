using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using AiSdlc.Board;

namespace AiSdlc.Git;

/// <summary>Asks git whether it ignores locks and temporary files: the Node tool runs <c>git add -A</c>.</summary>
internal static class GitIgnoreCheck
{
    private const int NoneIsIgnored = 1; // git-check-ignore(1)
    private static readonly string[] Names = ["story.md.lock/", ".story.md.0123456789abcdef.lock"];

    /// <summary>A finding where git would take one of them, or cannot say; none without git or a work tree.</summary>
    public static IEnumerable<StoryFinding> Of(StoryBoard board, CancellationToken cancel = default)
    {
        try
        {
            return Taken(board.Folder, cancel).Select(name => new StoryFinding(
                StoryFindingSeverity.Warning, "lock-not-ignored", board.Folder,
                $"git does not ignore '{name}': 'git add -A' at the wrong moment would commit it. Add the line '*.lock' to {Path.Combine(board.Folder, ".gitignore")}."));
        }
        catch (GitException exception) when (exception.Code is "ENOGIT" or "ENOREPO")
        {
            return [];
        }
        catch (GitException exception)
        {
            return [new(StoryFindingSeverity.Warning, "git-failed", board.Folder, $"whether git ignores locks is not known: {exception.Message}")];
        }
    }

    private static List<string> Taken(string folder, CancellationToken cancel)
    {
        var paths = Names.Select(name => "stories/S-0001/" + name);
        var answer = GitRunner.Run(new GitCommand(folder, "check-ignore", "--stdin", "-z")
        {
            Input = Encoding.UTF8.GetBytes(string.Concat(paths.Select(path => path + '\0'))),
            Answers = [NoneIsIgnored],
            Cancel = cancel,
        });
        var ignored = Encoding.UTF8.GetString(answer.Output).Split('\0');
        return [.. Names.Where(name => !ignored.Contains("stories/S-0001/" + name, StringComparer.Ordinal))];
    }
}
