using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

namespace AiSdlc.Tests;

/// <summary>Use-StoryLock in the real engine.</summary>
public sealed class UseStoryLockTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public UseStoryLockTests()
    {
        _board.Add("S-0002", TempBoard.Story);
        _board.Add("S-0003", TempBoard.Story);
        _engine = new Engine(_board.Folder);
    }

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Fact]
    public void Cmdlets_inside_join_the_hold()
    {
        var output = _engine.Get("""
            Use-StoryLock -Id S-0001, S-0002 {
                Update-StoryFrontmatter -Id S-0001 -Increment count
                Update-StoryFrontmatter -Id S-0001 -Increment count
                Set-StoryStatus -Id S-0002 ready
                (Get-StoryLock).StoryId
                (Get-Story -Id S-0001).Frontmatter['count']
            }
            """);

        Assert.Equal(["S-0001", "S-0002", 2], output.Select(value => value.BaseObject));
        Assert.Empty(_board.Debris());
    }

    [Fact]
    public void Others_wait_until_the_block_ends()
    {
        using var other = new Engine(_board.Folder);
        using var shell = _engine.Script("Use-StoryLock -Id S-0001 { [IO.File]::WriteAllText(\"$PWD/inside\", ''); while (-not [IO.File]::Exists(\"$PWD/leave\")) { } }");
        var run = shell.BeginInvoke();
        Assert.True(System.Threading.SpinWait.SpinUntil(() => File.Exists(Path.Combine(_board.Folder, "inside")), TimeSpan.FromSeconds(20)));

        Assert.Equal(["StoryLocked"], other.Run("Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 100").ErrorIds);
        File.WriteAllText(Path.Combine(_board.Folder, "leave"), "");
        Assert.Empty(other.Run("Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 60000").Errors);
        shell.EndInvoke(run);
    }

    [Fact]
    public void A_story_that_was_not_named_cannot_be_locked_inside()
    {
        var written = _engine.Run("Use-StoryLock -Id S-0001 { Update-StoryFrontmatter -Id S-0002 @{ a = 1 }; 'after' }; Update-StoryFrontmatter -Id S-0002 @{ b = 1 }");

        Assert.Equal(["NestedStoryLock"], written.ErrorIds);
        Assert.Equal("after", written.Output.Single().BaseObject);
    }

    [Fact]
    public void A_scope_inside_a_scope_leaves_the_outer_one_whole()
    {
        Assert.Empty(_engine.Get("Use-StoryLock -Id S-0001, S-0002 { Use-StoryLock -Id S-0001 { Update-StoryFrontmatter -Id S-0001 -Increment count }; Update-StoryFrontmatter -Id S-0002 -Increment count; Update-StoryFrontmatter -Id S-0001 -Increment count }"));
        Assert.Contains("\ncount: 2\n", _board.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Use-StoryLock -Id S-0001 { throw 'no' }")]
    [InlineData("Use-StoryLock -Id S-0001 { Update-StoryFrontmatter -Id S-0001 -Transform { throw 'no' } -ErrorAction Stop }")]
    public void A_throw_inside_releases_the_lock(string script)
    {
        Assert.ThrowsAny<RuntimeException>(() => _engine.Run(script));
        Assert.Empty(_board.Debris());
        _engine.Get("Update-StoryFrontmatter -Id S-0001, S-0002 @{ a = 1 }");
    }

    [Fact]
    public void A_pipeline_that_ends_early_releases_the_lock()
    {
        // foreach with break stands for Select-Object -First 1, which is not in the engine alone.
        _engine.Get("foreach ($x in 1) { Use-StoryLock -Id S-0001 { 1..10 } | ForEach-Object { break } }");
        Assert.Empty(_board.Debris());
    }

    [Fact]
    public void Stopping_inside_releases_the_lock()
    {
        using var shell = _engine.Script("Use-StoryLock -Id S-0001 { [IO.File]::WriteAllText(\"$PWD/inside\", ''); while ($true) { } }");
        var run = shell.BeginInvoke();
        Assert.True(System.Threading.SpinWait.SpinUntil(() => File.Exists(Path.Combine(_board.Folder, "inside")), TimeSpan.FromSeconds(20)));
        var stopped = Stopwatch.StartNew();
        shell.Stop();

        Assert.True(stopped.Elapsed < TimeSpan.FromSeconds(5), $"{stopped.Elapsed}");
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.Empty(_board.Debris());
    }

    [Fact]
    public void A_lost_lock_stops_further_writes_and_is_an_error_at_the_end()
    {
        var written = _engine.Run("""
            Use-StoryLock -Id S-0001 {
                Update-StoryFrontmatter -Id S-0001 @{ before = 1 }
                [IO.Directory]::Delete("$PWD/.ai-sdlc/stories/S-0001/story.md.lock")
                Update-StoryFrontmatter -Id S-0001 @{ after = 1 }
            }
            """);

        Assert.Equal(["StoryLockCompromised", "StoryLockCompromised"], written.ErrorIds);
        Assert.Contains("\nbefore: 1\n", _board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("after", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_all_locks_the_block_does_not_run()
    {
        _board.LockElsewhere();
        var written = _engine.Run("Use-StoryLock -Id S-0002, S-0001 { 'ran' } -LockTimeout 100; Use-StoryLock -Id S-0002, missing { 'ran' }; Use-StoryLock none* { 'ran' }");

        Assert.Equal(["StoryLocked", "StoryNotFound"], written.ErrorIds);
        Assert.Empty(written.Output);
        Directory.Delete(_board.Lock);
        Assert.Empty(_board.Debris());
    }

    [Fact]
    public async Task Scopes_that_name_stories_crosswise_do_not_wait_for_each_other()
    {
        using var other = new Engine(_board.Folder);
        const string Script = "1..50 | ForEach-Object { Use-StoryLock -Id $args[0], $args[1] { Update-StoryFrontmatter -Id S-0001, S-0003 -Increment count } -LockTimeout 60000 }";
        var one = Task.Run(() => _engine.Get(Script.Replace("$args[0], $args[1]", "S-0001, S-0003", StringComparison.Ordinal)));
        other.Get(Script.Replace("$args[0], $args[1]", "S-0003, S-0001", StringComparison.Ordinal));
        await one;

        Assert.Contains("\ncount: 100\n", _board.Text, StringComparison.Ordinal);
    }
}
