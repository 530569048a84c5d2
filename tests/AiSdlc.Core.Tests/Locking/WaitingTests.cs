using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Tests;

/// <summary>How long a lock is waited for, in which order, and how a wait ends.</summary>
[Collection(BusyMachine.Name)]
public sealed class WaitingTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly StoryPaths _paths;

    public WaitingTests() => _paths = StoryPaths.Resolve(_board.First);

    public void Dispose() => _board.Dispose();

    private bool IsWanted() => LockManager.Shared.Queue.Length(_paths.Story) > 0;

    [Fact]
    public void A_wait_ends_at_the_timeout_and_says_for_what()
    {
        _board.LockElsewhere();
        var waited = Stopwatch.StartNew();
        var error = Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(500))));

        Assert.InRange(waited.ElapsedMilliseconds, 500, 800);
        Assert.Equal(("ELOCKED", "S-0001", _board.Lock), (error.Code, error.StoryId, error.LockPath));
        Assert.Contains("S-0001 is locked by another process", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void Without_retries_it_is_tried_once()
    {
        _board.LockElsewhere();
        var waited = Stopwatch.StartNew();
        Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(60_000, retryCount: 0))));

        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30));
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public async Task A_release_is_noticed_before_the_next_retry()
    {
        _board.LockElsewhere();
        var noticed = Task.Run(() =>
        {
            using var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(60_000)));
            return Stopwatch.GetTimestamp();
        });
        Assert.True(SpinWait.SpinUntil(() => IsWanted(), TimeSpan.FromSeconds(10)));
        var released = Stopwatch.GetTimestamp();
        Directory.Delete(_board.Lock);

        Assert.True(Stopwatch.GetElapsedTime(released, await noticed) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Cancelling_ends_a_wait_at_once_and_leaves_nothing()
    {
        _board.LockElsewhere();
        using var cancel = new CancellationTokenSource();
        var wait = Task.Run(() => LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(60_000), cancel.Token)));
        Assert.True(SpinWait.SpinUntil(() => IsWanted(), TimeSpan.FromSeconds(10)));
        var cancelled = Stopwatch.StartNew();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.True(cancelled.Elapsed < TimeSpan.FromMilliseconds(500));
        Assert.False(IsWanted());
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void The_owner_that_holds_a_story_does_not_wait_for_itself()
    {
        var request = LockRequest.With(new LockTiming(60_000));
        using var held = LockManager.Shared.Take(_paths, request);

        Assert.Throws<NestedStoryLockException>(() => LockManager.Shared.Take(_paths, request));
        Assert.True(held.Lock.Confirm());
    }

    [Fact]
    public void Another_owner_of_the_same_process_is_named()
    {
        var holder = LockRequest.With(new LockTiming()) with { Owner = LockOwner.New("Runspace7") };
        using var held = LockManager.Shared.Take(_paths, holder);

        var error = Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(0))));
        Assert.True(error.Holder!.IsThisProcess);
        Assert.Contains("locked by runspace Runspace7 of this process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_wait_warns_once_and_names_the_holder()
    {
        using var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming()));
        var warnings = new List<string>();
        var request = LockRequest.With(new LockTiming(1500)) with { Log = new StoryLog(warnings.Add) };

        Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, request));
        var warning = Assert.Single(warnings);
        Assert.Contains("S-0001, held by runspace (none) of this process", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiters_of_one_process_are_served_in_the_order_they_came()
    {
        var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming()));
        var served = new List<int>();
        var threads = new List<Thread>();
        foreach (var number in Enumerable.Range(0, 8))
        {
            var thread = new Thread(() =>
            {
                using var mine = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(60_000)));
                served.Add(number);
            });
            thread.Start();
            threads.Add(thread);
            Assert.True(SpinWait.SpinUntil(() => LockManager.Shared.Queue.Length(_paths.Story) == number + 2, TimeSpan.FromSeconds(10)));
        }

        held.Dispose();
        threads.ForEach(thread => thread.Join());
        Assert.Equal(Enumerable.Range(0, 8), served);
    }

    [Theory]
    [InlineData(null, null, 5000, 5000, 10_000)]
    [InlineData(500, null, 500, 5000, 10_000)]
    [InlineData(20_000, null, 20_000, 5000, 10_000)] // a long wait keeps no dead lock alive
    [InlineData(9000, 3000, 9000, 3000, 3000)]
    [InlineData(0, 100, 0, 2000, 2000)]
    [InlineData(-1, -1, 0, 2000, 2000)]
    public void Timeouts_have_defaults_and_a_floor(int? wait, int? stale, int expectedWait, int expectedStale, int expectedStaleOfPeers)
    {
        var timing = new LockTiming(wait, stale);
        Assert.Equal(
            (expectedWait, expectedStale, expectedStaleOfPeers),
            (timing.LockTimeout.TotalMilliseconds, timing.StaleTimeout(hasRecord: true).TotalMilliseconds, timing.StaleTimeout(hasRecord: false).TotalMilliseconds));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(500)]
    [InlineData(5000)]
    public void At_least_three_retries_fit_into_the_wait_and_back_off(int timeout)
    {
        var retries = new LockTiming(timeout).Retries(new Random(1)).ToArray();
        var delays = retries.Zip(retries.Skip(1), (a, b) => b - a).ToArray();

        Assert.True(retries.Length >= 3);
        Assert.Equal(timeout, retries[^1].TotalMilliseconds);
        Assert.True(retries[0] <= TimeSpan.FromMilliseconds(100));
        Assert.All(delays, delay => Assert.True(delay <= TimeSpan.FromMilliseconds(1000)));
        Assert.True(delays[0] > retries[0]);
    }

    [Fact]
    public void Retries_can_be_capped() => Assert.Equal(3, new LockTiming(60_000, retryCount: 3).Retries(new Random(1)).Count());
}
