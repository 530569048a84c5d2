using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace AiSdlc.Tests;

/// <summary>Holders that are ended in the middle of their work, by all that ends them politely.</summary>
[Collection(BusyMachine.Name)]
public sealed class EndingTests : IDisposable
{
    private readonly TempBoard _board = new();

    private string Endless => $$"""
        Update-StoryFrontmatter {{PwshProcess.Quote(_board.First)}} -Transform {
            $_.held = $true
            [Console]::Out.WriteLine('hold' + 'ing')
            while ($true) { }
        }
        """;

    public EndingTests() => Engine.SkipWithoutHome();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void An_interrupt_releases_what_is_held_and_writes_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        using var holder = PwshProcess.Start(Endless);
        holder.WaitFor("holding");
        Assert.True(Directory.Exists(_board.Lock));
        holder.Signal("INT");

        Assert.NotEqual(0, holder.WaitForExit().ExitCode);
        Assert.Empty(_board.Debris());
        AssertNothingWasWritten();
    }

    /// <summary>PowerShell ends by these at once and cleans nothing up, so it is the next one who does.</summary>
    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_writes_nothing_and_keeps_nobody_waiting(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        using var holder = PwshProcess.Start(Endless);
        holder.WaitFor("holding");
        Assert.True(Directory.Exists(_board.Lock));
        holder.Signal(signal);

        Assert.Equal(exitCode, holder.WaitForExit().ExitCode);
        AssertNothingWasWritten();
    }

    /// <summary>A courtesy to Node peers, who would have to wait until the lock is stale.</summary>
    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_inside_Use_StoryLock_releases_the_locks(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        using var holder = PwshProcess.Start($"Use-StoryLock {PwshProcess.Quote(_board.First)} {{ [Console]::Out.WriteLine('hold' + 'ing'); while ($true) {{ }} }}");
        holder.WaitFor("holding");
        Assert.True(Directory.Exists(_board.Lock));
        holder.Signal(signal);

        Assert.Equal(exitCode, holder.WaitForExit().ExitCode);
        Assert.Empty(_board.Debris());
    }

    [Fact]
    public void Ctrl_C_at_the_prompt_releases_what_is_held_and_leaves_the_prompt()
    {
        using var pwsh = PwshProcess.StartInTerminal(_board.Folder);
        pwsh.WaitFor("PS ");
        pwsh.Write(PwshProcess.ImportModule + "; 'im' + 'ported'\r");
        pwsh.WaitFor("imported");
        pwsh.Write(Endless.ReplaceLineEndings(";") + "\r");
        pwsh.WaitFor("holding");
        Assert.True(Directory.Exists(_board.Lock));
        pwsh.Write("\x03");
        pwsh.Write("'still ' + 'here'; exit 6\r");

        pwsh.WaitFor("still here");
        Assert.Equal(6, pwsh.WaitForExit().ExitCode);
        Assert.Empty(_board.Debris());
        AssertNothingWasWritten();
    }

    [Fact]
    public void Ctrl_C_ends_a_wait_at_the_prompt_and_leaves_the_others_lock()
    {
        using var pwsh = PwshProcess.StartInTerminal(_board.Folder);
        _board.LockElsewhere();
        pwsh.WaitFor("PS ");
        pwsh.Write(PwshProcess.ImportModule + "; Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 600000 -StaleTimeout 600000\r");
        pwsh.WaitFor("Waiting for"); // the warning, after a second
        pwsh.Write("\x03");
        pwsh.Write("'still ' + 'here'; exit 6\r");

        pwsh.WaitFor("still here");
        Assert.Equal(6, pwsh.WaitForExit().ExitCode);
        Assert.Equal([_board.Lock], _board.Debris());
        Directory.Delete(_board.Lock);
        AssertNothingWasWritten();
    }

    [Fact]
    public void A_live_board_fits_the_terminal_and_leaves_it_as_it_was()
    {
        for (var i = 2; i <= 60; i++)
        {
            _board.Add($"S-{i:0000}", $"---\nid: S-{i:0000}\ntitle: A title\nstatus: done\n---\n");
        }

        using var pwsh = PwshProcess.StartInTerminal(_board.Folder);
        pwsh.WaitFor("PS ");
        pwsh.Write(PwshProcess.ImportModule + "; Show-StoryBoard -Watch\r");
        pwsh.WaitFor("… 22 more"); // of 59, in 40 lines less 2
        File.WriteAllText(_board.First, TempBoard.Story.Replace("backlog", "ready", StringComparison.Ordinal));
        pwsh.WaitFor("ready (1)");
        pwsh.Write("\x03");
        pwsh.WaitFor("\e[?1049l");
        pwsh.Write("'still ' + 'here'; exit 6\r");
        pwsh.WaitFor("still here");

        var result = pwsh.WaitForExit();
        Assert.Equal(6, result.ExitCode);
        var screen = result.StdOut.Split("\e[?1049h\e[?25l\e[?7l")[1].Split("\e[?7h\e[?25h\e[?1049l")[0];
        Assert.All(screen.Split("\e[?2026h").Skip(1), picture => Assert.Matches(@"^\e\[H[^\e]+(\e\[K\r+\n[^\e]*){39}\e\[K\e\[J\e\[\?2026l", picture));
        Assert.Empty(_board.Debris());
        File.WriteAllText(_board.First, TempBoard.Story);
    }

    [Theory]
    [InlineData("y", "ready")]
    [InlineData("n", "backlog")]
    public void A_confirmation_is_asked_at_the_prompt_and_obeyed(string answer, string status)
    {
        using var pwsh = PwshProcess.StartInTerminal(_board.Folder);
        pwsh.WaitFor("PS ");
        pwsh.Write(PwshProcess.ImportModule + "; Set-StoryStatus -Id S-0001 ready -Confirm; exit 6\r");
        pwsh.WaitFor("(default is \"Y\"): \e[6n"); // by then it is listening
        Assert.Equal(TempBoard.Story, _board.Text);
        pwsh.Write(answer + "\r");

        Assert.Equal(6, pwsh.WaitForExit().ExitCode);
        Assert.Contains($"status: {status}", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Closing_a_runspace_releases_what_is_held_in_it()
    {
        using (var engine = new Engine(_board.Folder))
        {
            using var shell = engine.Script("Update-StoryFrontmatter -Id S-0001 -Transform { $_.held = $true; while ($true) { } }");
            var run = shell.BeginInvoke();
            Assert.True(SpinWait.SpinUntil(() => Directory.Exists(_board.Lock), TimeSpan.FromSeconds(20)));
            engine.Dispose();
            Assert.ThrowsAny<Exception>(() => shell.EndInvoke(run));
        }

        Assert.Empty(_board.Debris());
        AssertNothingWasWritten();
    }

    [Fact]
    public void A_program_started_under_the_lock_does_not_keep_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has open is seen in /proc.");
        using var engine = new Engine(_board.Folder);
        using var child = (Process)engine.Get("""
            $script:child = $null
            Use-StoryLock -Id S-0001 {
                $script:child = [Diagnostics.Process]::Start('sleep', '600')
                Update-StoryFrontmatter -Id S-0001 @{ a = 1 }
            }
            $script:child
            """).Single().BaseObject;
        try
        {
            var open = Directory.GetFileSystemEntries($"/proc/{child.Id}/fd").Select(entry => new FileInfo(entry).LinkTarget ?? "").ToList();
            Assert.DoesNotContain(open, path => path.Contains(_board.Folder, StringComparison.Ordinal));
            Assert.False(child.HasExited);
            using var holder = PwshProcess.Start(Endless);
            holder.WaitFor("holding");
        }
        finally
        {
            child.Kill();
        }

        engine.Get("Update-StoryFrontmatter -Id S-0001 @{ b = 2 }");
        Assert.Contains("\na: 1\nb: 2\n", _board.Text, StringComparison.Ordinal);
    }

    private void AssertNothingWasWritten()
    {
        Assert.Equal(TempBoard.Story, _board.Text);
        using var engine = new Engine(_board.Folder);
        engine.Get("Update-StoryFrontmatter -Id S-0001 @{ next = 1 } -LockTimeout 0");
    }
}
