using System;
using System.IO;
using AiSdlc.Board;

namespace AiSdlc.Tests;

/// <summary>A board of somebody else above the current folder.</summary>
public sealed class BoardOwnerTests : IDisposable
{
    private const string Stranger = "65534";
    private readonly TempBoard _board = new();
    private readonly string _below;

    public BoardOwnerTests() => _below = Directory.CreateDirectory(Path.Combine(_board.Folder, "a", "b")).FullName;

    private string BoardFolder => Path.Combine(_board.Folder, ".ai-sdlc");

    public void Dispose() => _board.Dispose();

    [Fact]
    public void It_is_refused_with_the_reason_and_not_passed_over()
    {
        Assert.Equal(BoardFolder, StoryBoard.Nearest(_below).Folder); // while it is ours
        GiveAway(BoardFolder);

        foreach (var from in new[] { _below, _board.Folder, BoardFolder, Path.Combine(BoardFolder, "stories") })
        {
            var error = Assert.Throws<StoryRootRefusedException>(() => StoryBoard.Nearest(from));
            Assert.Equal(("StoryRootRefused", "EOWNER", BoardFolder, 65534u), (error.ErrorId, error.Code, error.StoryPath, error.Owner));
            Assert.Contains($"'{BoardFolder}', which belongs to another user", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_is_used_where_it_is_named()
    {
        GiveAway(BoardFolder);

        Assert.Equal(BoardFolder, StoryBoard.Nearest(_board.Folder, isNamed: true).Folder);
        Assert.Equal(BoardFolder, StoryBoard.Nearest(_board.Folder + "/", isNamed: true).Folder);
        Assert.Equal(BoardFolder, StoryBoard.Nearest(BoardFolder, isNamed: true).Folder);
        Assert.Equal(BoardFolder, StoryBoard.Nearest(BoardFolder + "/", isNamed: true).Folder);
        Assert.Throws<StoryRootRefusedException>(() => StoryBoard.Nearest(_below, isNamed: true));
    }

    [Fact]
    public void A_link_of_ours_to_it_is_refused_too()
    {
        var elsewhere = Path.Combine(_board.Folder, "elsewhere");
        Directory.Move(BoardFolder, elsewhere);
        Folders.Link(BoardFolder, elsewhere);
        Assert.Equal(BoardFolder, StoryBoard.Nearest(_below).Folder);
        GiveAway(elsewhere);

        Assert.Throws<StoryRootRefusedException>(() => StoryBoard.Nearest(_below));
    }

    private static void GiveAway(string folder) => Assert.SkipUnless(
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Folders.Try("chown", Stranger, folder), "A folder can be given away on Linux, by root.");
}
