using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Tests;

/// <summary>When a lock counts as abandoned, on a clock of the test's own.</summary>
public sealed class StalenessTests : IDisposable
{
    private static readonly LockTiming Defaults = new();

    private readonly TempBoard _board = new();
    private readonly ManualClock _clock = new();
    private readonly StoryPaths _paths;
    private LockManager _locks;

    public StalenessTests()
    {
        _paths = StoryPaths.Resolve(_board.First);
        _locks = new LockManager(_clock);
    }

    public void Dispose()
    {
        if (Directory.Exists(_board.Lock))
        {
            Directory.Delete(_board.Lock);
        }

        _locks.Inspector.Watch(_paths, Defaults);
        _board.Dispose();
    }

    [Theory]
    [InlineData(9_900, null, StoryLockState.Held)] // a Node holder whose event loop was late by almost five seconds
    [InlineData(10_100, null, StoryLockState.Stale)]
    [InlineData(6_000, 5_000, StoryLockState.Stale)]
    [InlineData(4_900, 5_000, StoryLockState.Held)]
    public void A_lock_without_a_record_turns_stale_after_ten_seconds_or_as_the_caller_says(int age, int? stale, StoryLockState expected)
    {
        LockOfAge(age);

        Assert.Equal(expected, _locks.Inspector.Look(_paths, new LockTiming(staleTimeout: stale)).State);
    }

    [Fact]
    public void The_second_look_counts_from_the_first_that_saw_it_stale()
    {
        LockOfAge(0);
        Assert.False(Watch().IsAbandoned); // fresh, however long ago it was seen first

        _clock.Pass(20_000);
        Assert.Equal((StoryLockState.Stale, false), (Watch().State, Watch().IsAbandoned));
        _clock.Pass(499);
        Assert.False(Watch().IsAbandoned);
        _clock.Pass(1);
        Assert.True(Watch().IsAbandoned);
    }

    [Fact]
    public void A_clock_that_is_set_forward_takes_no_live_lock()
    {
        LockOfAge(0);
        Watch();
        _clock.Step(TimeSpan.FromHours(1));
        Assert.False(Watch().IsAbandoned);

        _clock.Pass(325);
        Directory.SetLastWriteTimeUtc(_board.Lock, _clock.UtcNow); // its heartbeat
        _clock.Pass(325);
        Assert.Equal((StoryLockState.Held, false), (Watch().State, Watch().IsAbandoned));
    }

    [Fact]
    public void Asking_remembers_nothing()
    {
        LockOfAge(60_000);
        _locks.Inspector.Look(_paths, Defaults);
        _clock.Pass(600);

        Assert.False(_locks.Inspector.Look(_paths, Defaults).IsAbandoned);
        Assert.Equal(0, _locks.Staleness.Count);
    }

    [Fact]
    public void A_lock_of_tomorrow_is_abandoned_once_it_stood_still_for_the_stale_time_and_one_shot_processes_add_up()
    {
        LockOfAge(-86_400_000);
        Assert.Equal(StoryLockState.Unknown, Watch().State);
        Assert.Equal(_clock.UtcNow.AddSeconds(10), Watch().StaleAt);

        _clock.Pass(5_000);
        Assert.False(Watch().IsAbandoned);
        _locks = new LockManager(_clock); // the next process
        Assert.False(Watch().IsAbandoned);
        _clock.Pass(5_000);
        Assert.True(Watch().IsAbandoned);
    }

    [Fact]
    public void Control_without_the_state_folder_the_next_process_begins_anew()
    {
        LockOfAge(-86_400_000);
        Watch();
        _clock.Pass(5_000);
        _locks = new LockManager(_clock);
        Array.ForEach(Directory.GetFiles(StateFolder.Find()!, _paths.Key + "*"), File.Delete);
        Watch();
        _clock.Pass(5_000);

        Assert.False(Watch().IsAbandoned);
    }

    [Fact]
    public void A_lock_of_tomorrow_that_is_refreshed_is_live()
    {
        LockOfAge(-86_400_000);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(Watch().IsAbandoned);
            _clock.Pass(9_000);
            Directory.SetLastWriteTimeUtc(_board.Lock, Directory.GetLastWriteTimeUtc(_board.Lock).AddSeconds(9));
        }

        Assert.False(Watch().IsAbandoned);
    }

    [Fact]
    public void What_was_seen_is_forgotten_with_the_lock_and_never_grows_without_end()
    {
        LockOfAge(60_000);
        Watch();
        Assert.Equal(1, _locks.Staleness.Count);
        Assert.True(File.Exists(SeenFile(_paths)));
        Directory.Delete(_board.Lock);
        Watch();
        Assert.Equal(0, _locks.Staleness.Count);
        Assert.False(File.Exists(SeenFile(_paths)));

        foreach (var paths in Enumerable.Range(2, 600).Select(Another))
        {
            _locks.Inspector.Watch(paths, Defaults);
        }

        Assert.InRange(_locks.Staleness.Count, 1, 256);
        Assert.InRange(Directory.GetFiles(StateFolder.Find()!, "*.seen").Length, 1, 256);
        Array.ForEach(_board.Debris(), Directory.Delete);
    }

    [Fact]
    public void A_queue_that_moves_does_not_warn_and_one_holder_for_a_second_does()
    {
        var warnings = new List<string>();
        var request = LockRequest.With(Defaults) with { Log = new StoryLog(warnings.Add) };
        var wait = new LockWait(_locks, _paths, request);
        for (var i = 0; i < 40; i++)
        {
            LockOfAge(0);
            wait.Notice(Watch());
            _clock.Pass(100);
        }

        Assert.Empty(warnings);
        LockOfAge(0);
        for (var i = 0; i < 40; i++)
        {
            wait.Notice(Watch());
            _clock.Pass(100);
        }

        Assert.Contains("S-0001", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static string SeenFile(StoryPaths paths) => Path.Combine(StateFolder.Find()!, paths.Key + ".seen");

    private LockStatus Watch() => _locks.Inspector.Watch(_paths, Defaults);

    private StoryPaths Another(int number)
    {
        var paths = StoryPaths.Resolve(_board.Add($"S-{number:0000}", TempBoard.Story));
        Directory.CreateDirectory(paths.Lock);
        Directory.SetLastWriteTimeUtc(paths.Lock, _clock.UtcNow.AddHours(-1));
        return paths;
    }

    private void LockOfAge(double milliseconds)
    {
        Directory.CreateDirectory(_board.Lock);
        Directory.SetLastWriteTimeUtc(_board.Lock, _clock.UtcNow.AddMilliseconds(-milliseconds));
    }
}
