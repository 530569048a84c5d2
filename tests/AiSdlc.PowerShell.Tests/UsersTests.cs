using System;
using System.Collections.Generic;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>A board that several users of one machine may write, or may not.</summary>
[Collection(BusyMachine.Name)]
public sealed class UsersTests : IClassFixture<SharedFolder>, IDisposable
{
    private const string Try = """
        try { for ($i = 0; $i -lt $Times; $i++) { Update-StoryFrontmatter -LiteralPath $Story -Increment count -LockTimeout 60000 -StaleTimeout 2000 -WarningAction Ignore -ErrorAction Stop }; 'done' }
        catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.Exception.Code)"; $_.Exception.Message }
        """;

    private const string Hold = """
        Update-StoryFrontmatter -LiteralPath $Story -Transform { [Console]::Out.WriteLine('holding'); while ($true) { } }
        """;

    private readonly SharedFolder _shared;
    private readonly TempBoard _board;
    private readonly string _folder;

    public UsersTests(SharedFolder shared)
    {
        if (SharedFolder.CannotPlayOthers is { } reason)
            Assert.Skip(reason); // before there is anything to clean up
        _shared = shared;
        _board = new();
        _folder = Path.GetDirectoryName(_board.First)!;
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_folder_that_a_user_may_not_write_is_read_only_to_that_user()
    {
        Share("755", "666");
        var said = Finish(AsSomebody(1));

        Assert.StartsWith("StoryReadOnly EACCES", said, StringComparison.Ordinal);
        Assert.Contains("must be writable", said, StringComparison.Ordinal);
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void A_folder_that_a_user_may_not_look_into_is_read_only_and_not_locked()
    {
        Share("711", "666");
        Assert.StartsWith("StoryReadOnly EACCES", Finish(AsSomebody(1)), StringComparison.Ordinal);
        Share("700", "666");
        Assert.StartsWith("StoryReadOnly EACCES", Finish(AsSomebody(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_sticky_folder_another_users_story_and_lock_are_left_alone()
    {
        Share("1777", "666");
        Assert.StartsWith("StoryReadOnly EPERM", Finish(AsSomebody(1)), StringComparison.Ordinal);
        Assert.Empty(_board.Debris());

        _board.LockElsewhere(TimeSpan.FromHours(1));
        var said = Finish(AsSomebody(1));
        Directory.Delete(_board.Lock);
        Assert.StartsWith("StoryReadOnly EPERM", said, StringComparison.Ordinal);
        Assert.Contains("story.md.lock", said, StringComparison.Ordinal);
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Theory]
    [InlineData("022")]
    [InlineData("077")]
    public void Two_users_count_exactly_whatever_their_umask(string umask)
    {
        Share("2777", "666");
        using var somebody = AsSomebody(25, umask);
        using var root = Start(25, umask);
        var said = new[] { somebody.WaitForExit(), root.WaitForExit() };

        Assert.All(said, result => Assert.Equal("done\n", result.StdOut));
        Assert.Contains("\ncount: 50\n", _board.Text, StringComparison.Ordinal);
        Assert.Equal("666", Convert.ToString((int)File.GetUnixFileMode(_board.First), 8));
    }

    [Theory]
    [InlineData("022")]
    [InlineData("077")]
    public void A_dead_users_lock_is_taken_over_by_another(string umask)
    {
        Share("777", "666");
        using (var holder = Start(1, umask, Hold))
        {
            holder.WaitFor("holding");
            holder.Signal("KILL");
        }

        Assert.Equal("done\n", Finish(AsSomebody(1)));
    }

    [Theory]
    [InlineData("stories/S-0001", "unreadable\n")]
    [InlineData("stories", "")]
    [InlineData("", "")]
    public void What_a_user_may_not_read_is_an_error_and_not_absent(string closed, string findings)
    {
        const string Look = """
            Set-Location $Board
            Test-Story -ErrorAction Ignore | Where-Object Rule -eq unreadable | ForEach-Object Rule
            Get-Story -ErrorVariable failed -ErrorAction SilentlyContinue | ForEach-Object Id
            Update-StoryFrontmatter -Id S-0001 @{ seen = 1 } -ErrorVariable +failed -ErrorAction SilentlyContinue
            $failed | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.Exception.Code)" }
            """;
        Share("777", "666");
        var board = Path.Combine(_board.Folder, ".ai-sdlc");
        var copy = Path.Combine(board, "worktrees", "w", ".ai-sdlc");
        Directory.CreateDirectory(Path.Combine(copy, "stories", "S-0001"));
        File.Copy(_board.First, Path.Combine(copy, "stories", "S-0001", "story.md"));
        File.SetUnixFileMode(Path.Combine(copy, closed), UnixFileMode.None);

        Assert.Equal(findings + "StoryReadOnly EACCES\nStoryReadOnly EACCES\n", Finish(Start(1, "022", Look, SharedFolder.AsSomebody)));
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    private static string Finish(PwshProcess process)
    {
        using (process)
            return process.WaitForExit().StdOut;
    }

    private PwshProcess AsSomebody(int times, string umask = "022") => Start(times, umask, Try, SharedFolder.AsSomebody);

    private PwshProcess Start(int times, string umask, string script = Try, params string[] user)
    {
        var environment = new Dictionary<string, string> { ["HOME"] = "/nonexistent" };
        var variables = $"$Board = {PwshProcess.Quote(_board.Folder)}; $Story = {PwshProcess.Quote(_board.First)}; $Times = {times}; Import-Module {PwshProcess.Quote(_shared.Module)}";
        return PwshProcess.StartBare($"{variables}\n{script}", _board.Folder, environment, [.. user, "sh", "-c", $"umask {umask}; eval \"$0\""], _shared.PowerShell);
    }

    private void Share(string folder, string story)
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32(folder, 8));
        File.SetUnixFileMode(_board.First, (UnixFileMode)Convert.ToInt32(story, 8));
    }
}
