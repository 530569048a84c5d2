using System;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>Get-Story in the real engine.</summary>
public sealed class GetStoryTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public GetStoryTests()
    {
        _board.Add("S-0003", TempBoard.Story.Replace("S-0001", "S-0003", StringComparison.Ordinal).Replace("backlog", "done", StringComparison.Ordinal));
        _board.Add("S-0002", TempBoard.Story.Replace("S-0001", "S-0002", StringComparison.Ordinal).Replace("- two", "- three", StringComparison.Ordinal));
        _engine = new Engine(_board.Folder);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Theory]
    [InlineData("Get-Story", "S-0001,S-0002,S-0003")]
    [InlineData("Get-Story -Root .ai-sdlc", "S-0001,S-0002,S-0003")]
    [InlineData("Get-Story -Id s-0002", "S-0002")]
    [InlineData("Get-Story .ai-sdlc/stories/*", "S-0001,S-0002,S-0003")]
    [InlineData("Get-Story -Status backlog", "S-0001,S-0002")]
    [InlineData("Get-Story -Status DONE, blocked", "S-0003")]
    [InlineData("Get-Story -Label three, none", "S-0002")]
    [InlineData("Get-Story -Type feature -Label two -Status backlog", "S-0001")]
    [InlineData("Get-Story -Epic none", "")]
    [InlineData("Get-Story -Id S-0001 | Update-StoryFrontmatter -Set @{ epic = 'e' }; Get-Story -Epic e | Get-Story", "S-0001")]
    public void Stories_are_found_and_filtered(string script, string ids) =>
        Assert.Equal(ids, string.Join(",", _engine.Get(script).Select(story => story.ToString())));

    [Fact]
    public void A_story_has_the_fields_of_the_board()
    {
        var story = _engine.Get("Get-Story -Id S-0001").Single();
        string Field(string name) => string.Join("+", story.Properties[name].Value is System.Collections.Generic.IEnumerable<string> items ? items : [$"{story.Properties[name].Value}"]);

        Assert.Equal(
            "S-0001|A story|backlog|10|feature|one+two|2026-01-15||",
            string.Join("|", new[] { "Id", "Title", "Status", "Priority", "Type", "Labels", "Created", "Updated", "Slug" }.Select(Field)));
        Assert.Equal("# A story\n\n--- a line that is no fence", story.Properties["Body"].Value);
    }

    [Fact]
    public void A_malformed_story_is_an_error_and_the_others_are_read()
    {
        File.WriteAllText(_board.First, "---\na: [\n---\n");
        var written = _engine.Run("Get-Story");

        Assert.Equal(["InvalidFrontmatter"], written.ErrorIds);
        Assert.Equal(2, written.Output.Count);
    }

    [Fact]
    public void The_copy_in_a_worktree_is_the_one_that_counts()
    {
        var copy = Path.Combine(_board.Folder, ".ai-sdlc", "worktrees", "w", ".ai-sdlc", "stories", "S-0001", "story.md");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllText(copy, TempBoard.Story.Replace("backlog", "in-progress", StringComparison.Ordinal));

        Assert.Equal([copy], _engine.Get("(Get-Story -Status in-progress).Path").Select(path => path.ToString()));
        Assert.Equal(3, _engine.Get("Get-Story").Count);
        Assert.Equal(4, _engine.Get("Get-Story -AllCopies").Count);
    }

    [Fact]
    public void Reading_waits_for_a_writer_of_another_program_and_then_says_so()
    {
        _board.LockElsewhere();
        var written = _engine.Run("Get-Story -LockTimeout 100");

        Assert.Equal(["StoryLocked"], written.ErrorIds);
        Assert.Equal(2, written.Output.Count);
        Directory.Delete(_board.Lock);
    }
}
