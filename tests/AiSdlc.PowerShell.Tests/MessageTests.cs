using System;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>What -Verbose, -Debug and the progress bar say.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Verbose_tells_of_a_wait_for_another_program()
    {
        using var engine = new Engine(_board.Folder);
        _board.LockElsewhere();
        using var wait = engine.Script("Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose -Debug -LockTimeout 60000 -StaleTimeout 600000 3>$null");
        wait.Streams.Debug.DataAdded += (_, _) =>
        {
            if (wait.Streams.Debug.Last().Message.Contains("is held", StringComparison.Ordinal) && Directory.Exists(_board.Lock))
            {
                Directory.Delete(_board.Lock);
            }
        };
        wait.Invoke();

        Assert.Contains(wait.Streams.Verbose, record => record.Message.StartsWith("Waited ", StringComparison.Ordinal));
        Assert.Contains(wait.Streams.Verbose, record => record.Message.StartsWith("Held the lock of story S-0001 for ", StringComparison.Ordinal));
        var protocol = wait.Streams.Debug.Select(record => record.Message).ToArray();
        Assert.StartsWith($"'{_board.Lock}' is held, last refreshed ", protocol[0], StringComparison.Ordinal);
        Assert.Equal([$"Created '{_board.Lock}'.", "The change: Done.", $"Removed '{_board.Lock}'."], protocol[^3..]);
    }

    [Fact]
    public void A_hold_of_a_block_is_told_once_when_it_ends()
    {
        using var engine = new Engine(_board.Folder);
        var told = engine.Run("Use-StoryLock -Id S-0001 -Verbose { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose; Update-StoryFrontmatter -Id S-0001 @{ b = 2 } -Verbose }").Verbose;

        Assert.Single(told, message => message.StartsWith("Held the lock of story S-0001 for ", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_tells_of_a_takeover()
    {
        using var engine = new Engine(_board.Folder);
        _board.LockElsewhere(TimeSpan.FromHours(1));
        var told = engine.Run("Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose").Verbose;

        Assert.Contains(told, message => message.StartsWith("Took over the abandoned lock ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Update-StoryFrontmatter -Id S-0001 @{ a = 1 }")]
    [InlineData("$VerbosePreference = 'Continue'; Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose:$false")]
    public void Nothing_is_said_to_nobody(string script)
    {
        using var engine = new Engine(_board.Folder);
        using var shell = engine.Script(script);
        shell.Invoke();

        Assert.Empty(shell.Streams.Verbose);
        Assert.Empty(shell.Streams.Debug);
    }

    [Fact]
    public void A_preference_is_heard_like_a_parameter()
    {
        using var engine = new Engine(_board.Folder);
        Assert.NotEmpty(engine.Run("$VerbosePreference = 'Continue'; Update-StoryFrontmatter -Id S-0001 @{ a = 1 }").Verbose);
    }

    [Fact]
    public void Progress_is_shown_for_a_large_board_unless_it_is_not_wanted()
    {
        Enumerable.Range(2, 400).ToList().ForEach(number => _board.Add($"S-{number:0000}", TempBoard.Story));
        using var engine = new Engine(_board.Folder);
        using var shown = engine.Script("Get-Story");
        using var hidden = engine.Script("Get-Story -ProgressAction Ignore");
        shown.Invoke();
        hidden.Invoke();

        Assert.Contains(shown.Streams.Progress, record => record.Activity == "Reading stories");
        Assert.DoesNotContain(hidden.Streams.Progress, record => record.Activity == "Reading stories");
    }
}
