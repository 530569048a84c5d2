using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Tests;

/// <summary>What Tab offers, asked of the real engine.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TempBoard _board = TempBoard.OfSamples();

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData("Get-Story -Id ", "S-0001 S-0002 S-0003")]
    [InlineData("Get-Story -Id s-0002", "S-0002")]
    [InlineData("Get-Story -Id S-0001, S-0003", "S-0003")]
    [InlineData("Get-StoryLock -Id S-0001", "S-0001")]
    [InlineData("Update-StoryFrontmatter -Id S-0002", "S-0002")]
    [InlineData("Block-Story -Id S-0001", "S-0001")]
    [InlineData("New-Story x -Dependencies S-0003", "S-0003")]
    [InlineData("Get-Story -Status b", "backlog blocked")]
    [InlineData("Set-StoryStatus -Id S-0001 -Status in", "in-progress")]
    [InlineData("Get-Story -Type b", "bug")]
    [InlineData("Get-Story -Label ", "export login reports unicode")]
    [InlineData("New-Story x -Labels log", "login")]
    [InlineData("Update-StoryFrontmatter -Id S-0003 -Remove blo", "blocked_reason blocked_at")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 -Remove blo", "")]
    [InlineData("Update-StoryFrontmatter -Increment prio", "priority")]
    [InlineData("Get-Story -Epic ", "")]
    public void It_offers_what_there_is(string typed, string offered)
    {
        using var engine = new Engine(_board.Folder);
        Assert.Equal(offered, string.Join(' ', Complete(engine, typed).CompletionMatches.Select(match => match.CompletionText).Where(text => !IsFile(text))));
    }

    [Fact]
    public void Words_that_PowerShell_would_take_apart_are_quoted()
    {
        _board.Add("S-0004", "---\nid: S-0004\nlabels: [two words, 'it''s', plain]\nepic: $all\n---\n");
        using var engine = new Engine(_board.Folder);

        Assert.Equal("'two words'", Complete(engine, "Get-Story -Label tw").CompletionMatches.Single().CompletionText);
        Assert.Equal("'two words'", Complete(engine, "Get-Story -Label 'tw").CompletionMatches.Single().CompletionText);
        Assert.Equal("'it''s'", Complete(engine, "Get-Story -Label it").CompletionMatches.Single().CompletionText);
        Assert.Equal("'plain'", Complete(engine, "Get-Story -Label 'pl").CompletionMatches.Single().CompletionText);
        Assert.Equal("'$all'", Complete(engine, "Get-Story -Epic ").CompletionMatches.Single().CompletionText);
    }

    [Fact]
    public void It_looks_at_the_board_that_is_named()
    {
        using var engine = new Engine(Path.GetTempPath());
        Assert.Equal("S-0001", Complete(engine, $"Get-Story -Root '{_board.Folder}' -Id S-0001").CompletionMatches.Single().CompletionText);
        Assert.DoesNotContain(Complete(engine, "Get-Story -Id S-0001").CompletionMatches, match => match.CompletionText.StartsWith("S-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_story_or_one_that_is_being_written_is_left_out()
    {
        _board.Add("S-0004", "---\nlabels: [\n---\n");
        _board.LockElsewhere();
        using var engine = new Engine(_board.Folder);

        Assert.Equal(["login", "unicode"], Complete(engine, "Get-Story -Label ").CompletionMatches.Select(match => match.CompletionText));
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void Locks_and_stories_are_left_as_they_are()
    {
        using var engine = new Engine(_board.Folder);
        var before = _board.Text;
        Complete(engine, "Update-StoryFrontmatter -Id S-0001 -Remove s");

        Assert.Equal(before, _board.Text);
        Assert.Empty(_board.Debris());
    }

    private static CommandCompletion Complete(Engine engine, string typed)
    {
        using var shell = engine.Script("$null");
        shell.Commands.Clear();
        return CommandCompletion.CompleteInput(typed, typed.Length, null, shell);
    }

    // Where there is no word to offer, the engine offers files.
    private static bool IsFile(string text) => text.StartsWith('.') || text.StartsWith("'.", StringComparison.Ordinal);
}
