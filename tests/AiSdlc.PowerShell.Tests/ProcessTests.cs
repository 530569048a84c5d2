using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>Many processes on one story, some of them killed or stopped while they hold its lock.</summary>
[Collection(BusyMachine.Name)]
public sealed class ProcessTests : IDisposable
{
    // Says when it holds the lock, and holds it until it is killed or told to go on.
    private const string Holder = """
        Update-StoryFrontmatter -Id S-0001 -Transform {
            $_.held = $true
            [Console]::Out.WriteLine('holding')
            [Console]::Out.Flush()
            [void][Console]::In.ReadLine()
        }
        'done'
        """;

    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Sixteen_processes_count_exactly_with_default_settings()
    {
        const string worker = "1..50 | ForEach-Object { Update-StoryFrontmatter -Id S-0001 -Increment count -WarningAction Ignore }";
        var processes = Enumerable.Range(0, 16).Select(_ => PwshProcess.Start(worker, _board.Folder)).ToList();
        foreach (var process in processes)
        {
            using (process)
            {
                var result = process.WaitForExit();
                Assert.Equal((0, ""), (result.ExitCode, result.StdErr));
            }
        }

        Assert.Contains("\ncount: 800\n", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_holder_does_not_delay_one_who_waits()
    {
        using var engine = new Engine(_board.Folder);
        using var holder = PwshProcess.Start(Holder, _board.Folder);
        holder.WaitFor("holding");
        using var shell = engine.Script("Update-StoryFrontmatter -Id S-0001 @{ next = 1 } -LockTimeout 60000");
        var run = shell.BeginInvoke();
        holder.Kill();
        var killed = Stopwatch.StartNew();
        shell.EndInvoke(run);

        Assert.Empty(shell.Streams.Error);
        Assert.True(killed.Elapsed < TimeSpan.FromSeconds(10), $"far sooner than by the stale time of a minute, but {killed.Elapsed}");
    }

    [Fact]
    public void A_holder_stopped_beyond_the_stale_time_never_overwrites_what_came_after()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are Unix's; the harness stops processes on Windows.");
        using var engine = new Engine(_board.Folder);
        for (var round = 1; round <= 3; round++)
        {
            using var holder = PwshProcess.Start(Holder, _board.Folder);
            holder.WaitFor("holding");
            holder.Signal("STOP");
            engine.Get("Update-StoryFrontmatter -Id S-0001 -Increment next -StaleTimeout 2000 -LockTimeout 60000");
            holder.Signal("CONT");
            holder.Write("\n\n\n\n\n"); // once for each attempt
            var result = holder.WaitForExit();

            Assert.Contains("done", result.StdOut, StringComparison.Ordinal);
            Assert.Contains($"\nnext: {round}\n", _board.Text, StringComparison.Ordinal);
            Assert.Contains("\nheld: true\n", _board.Text, StringComparison.Ordinal);
            engine.Get("Update-StoryFrontmatter -Id S-0001 -Remove held");
        }
    }

    [Fact]
    public void A_holder_in_another_container_is_not_declared_dead()
    {
        Assert.SkipUnless(Folders.Try("unshare", "--pid", "--fork", "--mount-proc", "true"), "Process id namespaces need Linux and root.");
        using var engine = new Engine(_board.Folder);
        using var holder = PwshProcess.Start(
            Holder, _board.Folder, through: ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c"]);
        holder.WaitFor("holding");

        // Its process id means another process here, or none.
        Assert.Equal("Held", engine.Get("(Get-StoryLock).State").Single().ToString());
        holder.Write("\n");
        Assert.Contains("done", holder.WaitForExit().StdOut, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_home_or_a_state_folder_locks_work_all_the_same()
    {
        var environment = new Dictionary<string, string> { ["HOME"] = "", ["XDG_STATE_HOME"] = "", ["AISDLC_STATE_DIR"] = _board.First + "/none" };
        var result = PwshProcess.Run(
            "Update-StoryFrontmatter -Id S-0001 -Transform { $_.holder = \"$((Get-StoryLock).Holder)\" }", _board.Folder, environment);

        Assert.Equal((0, ""), (result.ExitCode, result.StdErr));
        Assert.Contains("\nholder: pwsh (", _board.Text, StringComparison.Ordinal); // known inside its own process
    }
}
