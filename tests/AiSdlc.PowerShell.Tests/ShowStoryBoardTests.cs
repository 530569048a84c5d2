using System;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>Show-StoryBoard draws a board that fits.</summary>
public sealed class ShowStoryBoardTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public ShowStoryBoardTests()
    {
        _engine = new Engine(_board.Folder);
        Add("S-0001", "backlog", 20, "Second");
        Add("S-0002", "backlog", 10, "First");
        Add("S-0003", "blocked", 10, "Eine \\e[31mrote\\e[0m Überschrift, die für eine Spalte viel zu lang ist");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Fact]
    public void Statuses_are_columns_and_the_most_urgent_is_on_top() => Assert.Equal(
        """
        backlog (2)         ready (0)           in-progress (0)     done (0)            blocked (1)
        ──────────────────  ──────────────────  ──────────────────  ──────────────────  ──────────────────
        S-0002 First                                                                    S-0003 Eine ^[[31…
        S-0001 Second
        """,
        Draw("Show-StoryBoard -Width 98"));

    [Fact]
    public void Where_columns_do_not_fit_statuses_are_lists() => Assert.Equal(
        """
        backlog (2)
          S-0002 First
          S-0001 Second
        ready (0)
        in-progress (0)
        done (0)
        blocked (1)
          S-0003 Eine ^[[31mrot…
        """,
        Draw("Show-StoryBoard -Width 24"));

    [Fact]
    public void A_status_of_the_boards_own_gets_a_column_too()
    {
        Add("S-0004", "parked", 10, "Later");
        Assert.StartsWith("backlog (2)         ready (0)           in-progress (0)     done (0)            blocked (1)         parked (1)\n", Draw("Show-StoryBoard -Width 118"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_an_error_and_the_rest_is_shown()
    {
        _board.Add("S-0004", "---\na: [\n---\n");
        var written = _engine.Run("Show-StoryBoard");

        Assert.Equal(["InvalidFrontmatter"], written.ErrorIds);
        Assert.Contains("S-0002 First", string.Join('\n', written.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void Redirected_output_has_no_colour()
    {
        var shell = ShellProcess.Finish(["-Command", "Show-StoryBoard"], folder: _board.Folder);

        Assert.Contains("S-0002 First", shell.StdOut, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', shell.StdOut);
    }

    private string Draw(string script) => string.Join('\n', _engine.Get(script).Select(line => line.ToString()));

    private void Add(string id, string status, int priority, string title) =>
        _board.Add(id, $"---\nid: {id}\ntitle: \"{title}\"\nstatus: {status}\npriority: {priority}\n---\n");
}
