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
    private const string Terminal = "/usr/bin/script";

    private const string Endless = """
        param($Story)
        Update-StoryFrontmatter $Story -Transform {
            $_.held = $true
            [Console]::Out.WriteLine('hold' + 'ing')
            while ($true) { }
        }
        """;

    private readonly TempBoard _board = new();
    private readonly string _script;

    public EndingTests()
    {
        _script = Path.Combine(_board.Folder, "endless.ps1");
        File.WriteAllText(_script, Endless);
    }

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    public void A_signal_releases_what_is_held_and_writes_nothing(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's.");
        using var holder = ShellProcess.Start(_script, _board.First);
        holder.WaitFor("holding");
        Assert.True(Directory.Exists(_board.Lock));
        holder.Signal(signal);

        Assert.Equal(exitCode, holder.WaitForExit().ExitCode);
        AssertNothingHappened();
    }

    [Fact]
    public void Ctrl_C_at_the_prompt_releases_what_is_held_and_leaves_the_prompt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Terminal), "A terminal is lent by script(1) of util-linux.");
        using var shell = ShellProcess.Launch([], through: [Terminal, "--quiet", "--flush", "--return", "/dev/null", "--command"]);
        shell.WaitFor("PS ");
        shell.Write($"& '{_script}' '{_board.First}'\n");
        shell.WaitFor("holding");
        shell.Write("\x03");
        shell.Write("'still ' + 'here'; exit 6\n");

        var result = shell.WaitForExit();
        Assert.Contains("still here", result.StdOut, StringComparison.Ordinal);
        Assert.Equal(6, result.ExitCode);
        AssertNothingHappened();
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

        AssertNothingHappened();
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
            using var holder = ShellProcess.Start(_script, _board.First);
            holder.WaitFor("holding");
        }
        finally
        {
            child.Kill();
        }

        engine.Get("Update-StoryFrontmatter -Id S-0001 @{ b = 2 }");
        Assert.Contains("\na: 1\nb: 2\n", _board.Text, StringComparison.Ordinal);
    }

    private void AssertNothingHappened()
    {
        Assert.Empty(_board.Debris());
        Assert.Equal(TempBoard.Story, _board.Text);
        using var engine = new Engine(_board.Folder);
        engine.Get("Update-StoryFrontmatter -Id S-0001 @{ next = 1 } -LockTimeout 0");
    }
}
