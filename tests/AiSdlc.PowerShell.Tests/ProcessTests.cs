using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>Many processes on one story, some of them killed or stopped while they hold its lock.</summary>
[Collection(BusyMachine.Name)]
public sealed class ProcessTests : IDisposable
{
    // Says when it holds the lock, and holds it until it is killed or told to go on.
    private const string Holder = """
        param($Story)
        Update-StoryFrontmatter $Story -Transform {
            $_.held = $true
            [Console]::Out.WriteLine('holding')
            [Console]::Out.Flush()
            [void][Console]::In.ReadLine()
        }
        'done'
        """;

    private readonly TempBoard _board = new();
    private readonly string _holder;

    public ProcessTests()
    {
        _holder = Path.Combine(_board.Folder, "holder.ps1");
        File.WriteAllText(_holder, Holder);
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Concurrent_updates_of_different_keys_all_survive_twenty_times()
    {
        var script = Path.Combine(_board.Folder, "worker.ps1");
        File.WriteAllText(script, "param($Story, $Key) 1..20 | ForEach-Object { Update-StoryFrontmatter $Story @{ \"$Key\" = $_; \"$Key-$_\" = $_ } }");
        RunAll(script, ["one", "two", "three", "four"]);

        foreach (var key in new[] { "one", "two", "three", "four" })
        {
            Assert.Contains($"\n{key}: 20\n", _board.Text, StringComparison.Ordinal);
            Assert.All(Enumerable.Range(1, 20), i => Assert.Contains($"\n{key}-{i}: {i}\n", _board.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Sixteen_processes_count_exactly_with_default_settings()
    {
        var script = Path.Combine(_board.Folder, "worker.ps1");
        File.WriteAllText(script, "param($Story) 1..50 | ForEach-Object { Update-StoryFrontmatter $Story -Increment count -WarningAction Ignore }");
        RunAll(script, [.. Enumerable.Repeat("", 16)]);

        Assert.Contains("\ncount: 800\n", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_holder_is_known_to_be_dead()
    {
        using var engine = new Engine(_board.Folder);
        using var holder = ShellProcess.Start(_holder, _board.First);
        holder.WaitFor("holding");
        var held = engine.Get("(Get-StoryLock).State; (Get-StoryLock).Holder.ProcessId");
        holder.Kill();

        Assert.Equal(("Held", holder.Id), (held[0].ToString(), held[1].BaseObject));
        Assert.Equal("Orphaned", engine.Get("(Get-StoryLock).State").Single().ToString());
        engine.Get("Update-StoryFrontmatter -Id S-0001 @{ next = 1 } -LockTimeout 0");
        Assert.Contains("\nnext: 1\n", _board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("held", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_holder_does_not_delay_one_who_waits()
    {
        using var engine = new Engine(_board.Folder);
        using var holder = ShellProcess.Start(_holder, _board.First);
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
    public void A_holder_killed_before_it_left_a_record_is_waited_out_by_the_stale_rule()
    {
        using var engine = new Engine(_board.Folder);
        var waited = Stopwatch.StartNew();
        _board.LockElsewhere();
        engine.Get("Update-StoryFrontmatter -Id S-0001 @{ next = 1 } -StaleTimeout 2000 -LockTimeout 60000");

        Assert.InRange(waited.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_holder_stopped_beyond_the_stale_time_never_overwrites_what_came_after()
    {
        using var engine = new Engine(_board.Folder);
        for (var round = 1; round <= 3; round++)
        {
            using var holder = ShellProcess.Start(_holder, _board.First);
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
        using var holder = ShellProcess.Launch(
            ["-File", _holder, _board.First], through: ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-c"]);
        holder.WaitFor("holding");

        // Its process id means another process here, or none.
        Assert.Equal("Held", engine.Get("(Get-StoryLock).State").Single().ToString());
        holder.Write("\n");
        Assert.Contains("done", holder.WaitForExit().StdOut, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_home_or_a_state_folder_locks_work_all_the_same()
    {
        var environment = new System.Collections.Generic.Dictionary<string, string> { ["HOME"] = "", ["XDG_STATE_HOME"] = "", ["AISDLC_STATE_DIR"] = "/proc/none" };
        var result = ShellProcess.Finish(
            ["-Command", "Update-StoryFrontmatter -Id S-0001 -Transform { $_.holder = \"$((Get-StoryLock).Holder)\" }"], folder: _board.Folder, environment: environment);

        Assert.Equal((0, ""), (result.ExitCode, result.StdErr));
        Assert.Contains("\nholder: dotnet (", _board.Text, StringComparison.Ordinal); // known inside its own process
    }

    private void RunAll(string script, string[] arguments)
    {
        var processes = arguments.Select(argument => ShellProcess.Start(script, _board.First, argument)).ToList();
        foreach (var process in processes)
        {
            using (process)
            {
                var result = process.WaitForExit();
                Assert.Equal((0, ""), (result.ExitCode, result.StdErr));
            }
        }
    }
}
