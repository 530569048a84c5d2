using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Errors;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Git;

/// <summary>
/// Tells git who merges the stories of a board (gitattributes(5), "Defining a custom merge driver"). A line in the board's <c>.gitattributes</c> says
/// which files, and is committed; settings of the clone say by which program, and are not.
/// </summary>
internal static class MergeDriver
{
    private const string Section = "merge.ai-sdlc-story";
    private const string Line = "stories/*/story.md merge=ai-sdlc-story";
    private const int NoSuchSection = 128; // git-config(1)

    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591); // a character a byte: the other lines are not ours

    /// <summary>Registers it for a board and the clone that the board is in.</summary>
    /// <exception cref="StoryException">It is in no clone, or a file cannot be written.</exception>
    public static void Register(StoryBoard board, CancellationToken cancel)
    {
        Configure(board, Section + ".name", "stories, by key, element and line", cancel);
        Configure(board, Section + ".driver", MergeProgram.Command(board.Folder), cancel);
        Edit(board, text => HasLine(text) ? text : text + (text.Length == 0 || text[text.Length - 1] == '\n' ? string.Empty : "\n") + Line + "\n");
    }

    /// <summary>Takes both back.</summary>
    /// <exception cref="StoryException">It is in no clone, or a file cannot be written.</exception>
    public static void Unregister(StoryBoard board, CancellationToken cancel)
    {
        GitRunner.Run(new GitCommand(board.Folder, "config", "--local", "--remove-section", Section) { Answers = [NoSuchSection], Cancel = cancel });
        Edit(board, text => HasLine(text) ? string.Join("\n", text.Split('\n').Where(line => line.TrimEnd('\r') != Line)) : text);
    }

    private static void Configure(StoryBoard board, string key, string value, CancellationToken cancel) =>
        GitRunner.Run(new GitCommand(board.Folder, "config", "--local", key, value) { Cancel = cancel });

    private static bool HasLine(string text) => text.Split('\n').Any(line => line.TrimEnd('\r') == Line);

    private static void Edit(StoryBoard board, Func<string, string> change)
    {
        var file = BoardLinks.Follow(FileSystem.Current.RealPath(board.Folder), ".gitattributes");
        try
        {
            var old = File.Exists(file) ? File.ReadAllText(file, Latin1) : string.Empty;
            var text = change(old);
            if (text.Length == 0)
            {
                File.Delete(file);
            }
            else if (text != old)
            {
                File.WriteAllText(file, text, Latin1);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ErrorMapper.From(exception, "open", file, file);
        }
    }
}
