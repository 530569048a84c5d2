using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Tests;

/// <summary>Test-Story finds what is wrong with a board, and says where.</summary>
public sealed class TestStoryTests : IDisposable
{
    private const string Good = "---\nid: S-0002\nslug: s\ntitle: T\nstatus: ready\ntype: bug\npriority: 1\ncreated: '2026-01-01'\nlabels: [a]\n---\nBody\n";

    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public TestStoryTests()
    {
        _engine = new Engine(_board.Folder);
        File.WriteAllText(_board.First, Good.Replace("S-0002", "S-0001", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Fact]
    public void A_good_board_has_no_findings()
    {
        _board.Add("S-0002", Good);

        Assert.Empty(_engine.Get("Test-Story"));
        Assert.True((bool)_engine.Get("Test-Story -Quiet").Single().BaseObject);
    }

    [Theory]
    [InlineData("id: S-0002", "id: S-0003", "Error id-not-folder 2:5")]
    [InlineData("status: ready", "status: open", "Error unknown-status 5:9")]
    [InlineData("type: bug", "type: [bug]", "Error unknown-type 6:7")]
    [InlineData("created: '2026-01-01'", "created: 2026-01-01", "Warning plain-date 8:10")]
    [InlineData("slug: s", "due: 2026-01-01 10:00:00", "Warning plain-date 3:6", "Warning missing-field 1:1")]
    [InlineData("title: T\n", "", "Error missing-field 1:1")]
    [InlineData("labels: [a]\n", "", "Warning missing-field 1:1")]
    [InlineData("labels: [a]", "title: again", "Error duplicate-key 9:1")]
    [InlineData("title: T", "title: [", "Error yaml-syntax 6:1")]
    [InlineData("Body", "---\nBody", "Error body-starts-with-fence 11:1")]
    [InlineData(Good, "text\n", "Error missing-frontmatter 1:1")]
    [InlineData(Good, "---\nid: S-0002\n", "Error unclosed-block 1:1")]
    public void A_fault_is_found_at_its_place(string good, string bad, params string[] expected)
    {
        _board.Add("S-0002", Good.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal(expected, Found("Test-Story"));
        Assert.Equal(!expected.Any(finding => finding.StartsWith("Error", StringComparison.Ordinal)), _engine.Get("Test-Story -Quiet").Single().BaseObject);
    }

    [Fact]
    public void An_id_that_two_stories_have_is_found_but_not_in_a_worktree()
    {
        _board.Add("S-0002", Good);
        _board.Add("s-0003", Good);
        var copy = Directory.CreateDirectory(Path.Combine(_board.Folder, ".ai-sdlc", "worktrees", "w", ".ai-sdlc", "stories", "S-0002"));
        File.WriteAllText(Path.Combine(copy.FullName, "story.md"), Good);

        Assert.Equal(["Error id-not-folder 2:5", "Error duplicate-id 1:1"], Found("Test-Story"));
    }

    [Fact]
    public void What_dead_holders_left_is_found_and_a_held_lock_is_not()
    {
        var folder = Path.GetDirectoryName(_board.First)!;
        File.WriteAllText(Path.Combine(folder, ".story.md.0123456789abcdef.lock"), "");
        _board.LockElsewhere(TimeSpan.FromHours(1));
        Directory.CreateDirectory(Path.Combine(folder, "..", "S-0009"));
        Assert.Equal(["Warning no-story 1:1", "Warning lock-left-behind 1:1", "Warning file-left-behind 1:1"], Found("Test-Story"));

        _engine.Get("Update-StoryFrontmatter -Id S-0001 -Touch");
        Assert.Equal(["Warning no-story 1:1"], Found("Test-Story"));
        Assert.Equal("", string.Join("", Found("Update-StoryFrontmatter -Id S-0001 -Transform { $script:found = @(Test-Story -Id S-0001) }; $found")));

        File.WriteAllText(_board.Lock, "");
        Assert.Equal(["Error lock-invalid 1:1"], Found("Test-Story -Id S-0001"));
        File.Delete(_board.Lock);
    }

    [Fact]
    public void A_story_that_cannot_be_read_in_time_is_not_passed_over()
    {
        _board.LockElsewhere();

        Assert.Equal(["Error unreadable 1:1"], Found("Test-Story -LockTimeout 100"));
        Directory.Delete(_board.Lock);
        Assert.Equal(["Error unreadable 1:1"], Found("Test-Story nowhere.md; Test-Story -LiteralPath nowhere.md"));
    }

    [Fact]
    public void Locks_that_git_would_take_are_found()
    {
        Assert.SkipUnless(Folders.Try("git", "init", "--quiet", _board.Folder), "git is not on the PATH.");
        Assert.Equal(["Warning lock-not-ignored 1:1", "Warning lock-not-ignored 1:1"], Found("Test-Story"));

        File.WriteAllText(Path.Combine(_board.Folder, ".ai-sdlc", ".gitignore"), "*.lock\n");
        Assert.Empty(Found("Test-Story"));
    }

    [Fact]
    public void A_finding_reads_like_a_compilers()
    {
        _board.Add("S-0002", Good.Replace("ready", "open", StringComparison.Ordinal));
        var finding = _engine.Get("Test-Story").Single();

        Assert.EndsWith("story.md(5,9): error unknown-status: 'open' is no status: backlog, ready, in-progress, done, blocked.", finding.ToString(), StringComparison.Ordinal);
        Assert.Equal("S-0002", finding.Properties["StoryId"].Value);
        Assert.Equal("S-0002", _engine.Get("Test-Story | Get-Story").Single().ToString());
    }

    private string[] Found(string script) => [.. _engine.Run(script).Output.Select(Describe)];

    private static string Describe(PSObject finding) => string.Join(' ', finding.Properties["Severity"].Value, finding.Properties["Rule"].Value, $"{finding.Properties["Line"].Value}:{finding.Properties["Column"].Value}");
}
