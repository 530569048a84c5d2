using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace AiSdlc.Tests;

/// <summary>
/// The short form of the chaos harness, with fixed seeds: it judges itself by its exit code. The long form is run by hand
/// (<c>dotnet run --project tests/AiSdlc.Chaos</c>). It takes all processors, so it has them to itself.
/// </summary>
[Collection(BusyMachine.Name)]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private static readonly string s_program = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "AiSdlc.Chaos", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "AiSdlc.Chaos.dll");

    // The test platform shows no output of a test that passes, and these counts are to be seen: build.ps1 prints them.
    private static readonly string s_counts = Path.Combine(Repository.Root, "out", "chaos.log");

    [Fact]
    public Task Killed_workers_of_the_core_lose_nothing() => Passes("chaos --seed 1 --seconds 8 --core 3 --runspaces 2");

    [Fact]
    public Task Killed_PowerShells_lose_nothing() => Passes("chaos --seed 2 --seconds 12 --core 0 --processes 2 --runspaces 2");

    [Fact]
    public async Task Killed_and_stopped_workers_lose_nothing_beside_Node()
    {
        NodePeer.SkipWithoutNode();
        await Passes("chaos --seed 3 --seconds 9 --core 2 --node 1 --stop");
    }

    [Fact]
    public async Task Cleaned_and_moved_boards_lose_nothing()
    {
        Assert.SkipUnless(Repository.IsOnPath("git"), "git is not on the PATH.");
        await Passes("chaos --seed 5 --seconds 9 --core 2 --clean --move");
    }

    [Fact]
    public async Task A_late_Node_holder_keeps_its_lock()
    {
        NodePeer.SkipWithoutNode();
        await Passes("busy-node --seconds 15");
    }

    [Theory]
    [InlineData("identity", 30)]
    [InlineData("early-read", 10)] // loses most of what it acknowledges
    public async Task Those_who_do_less_lose_updates(string control, int seconds)
    {
        var said = await Passes($"chaos --seed 4 --seconds {seconds} --round 600 --naive {control}");
        Assert.Matches($"control '{control}' lost [1-9]", said);
    }

    [Theory]
    [InlineData("--every 31 --seed 5")]
    [InlineData("--call renameat2 --every 2")]
    public Task An_update_survives_calls_that_fail(string which) => PassesOrSkips($"fault-matrix {which}");

    [Fact]
    public Task A_clock_that_is_set_meanwhile_takes_no_lock_from_the_living() => PassesOrSkips("clocks --local");

    [Fact]
    public Task A_process_needs_no_more_after_many_updates() => Passes("endurance --updates 3000");

    [Fact]
    public Task An_update_killed_at_any_file_call_leaves_a_whole_story_and_no_work_for_others() =>
        PassesOrSkips("kill-at-every-call --every 12 --seed 4");

    [Fact]
    public Task Sixteen_takers_of_one_abandoned_lock_are_never_two_holders() => Passes("double-takeover --rounds 20 --late 2");

    [Theory]
    [InlineData("claim-race --rounds 15")]
    [InlineData("claim-race --rounds 5 --processes 4 --clones")]
    [InlineData("claim-race --rounds 40 --naive")]
    public Task Of_many_that_want_a_story_one_gets_it(string race) => Passes(race);

    [Fact]
    public Task Agents_do_each_story_once_and_in_order() => Passes("claim-drain --agents 6 --worktrees 3 --stories 24");

    [Fact]
    public Task Killed_and_stopped_agents_leave_no_story_twice_or_stuck() => Passes("claim-chaos --seed 1 --seconds 9 --agents 4");

    [Theory]
    [InlineData("id-race --places 4 --each 8")]
    [InlineData("id-race --places 4 --each 3 --clones")]
    public Task No_id_comes_twice(string race) => Passes(race);

    private async Task PassesOrSkips(string arguments)
    {
        var said = await Passes(arguments);
        Assert.SkipWhen(said.Contains("skipped:", StringComparison.Ordinal), said);
    }

    private async Task<string> Passes(string arguments)
    {
        var start = new ProcessStartInfo(Repository.DotNet, [s_program, .. arguments.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var harness = Process.Start(start)!;
        using var patience = new CancellationTokenSource(s_patience);
        var errors = harness.StandardError.ReadToEndAsync(patience.Token);
        var said = await harness.StandardOutput.ReadToEndAsync(patience.Token);
        await harness.WaitForExitAsync(patience.Token);
        output.WriteLine(said);
        File.AppendAllLines(s_counts, [$"{arguments}: {said.TrimEnd().Split('\n')[^1]}"]);
        Assert.True(harness.ExitCode == 0, $"{arguments}\n{said}\n{await errors}");
        return said;
    }
}
