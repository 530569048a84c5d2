using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>What happens to locks whose holders are gone, and to those that only look so.</summary>
[Collection(BusyMachine.Name)]
public sealed class TakeoverTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TempBoard _board = new();
    private readonly StoryPaths _paths;

    public TakeoverTests() => _paths = StoryPaths.Resolve(_board.First);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_lock_an_hour_old_is_taken_over_without_help()
    {
        _board.LockElsewhere(Hour);
        using var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming()));

        Assert.True(held.Lock.Confirm());
    }

    [Fact]
    public void A_lock_is_stale_only_when_it_was_seen_twice()
    {
        _board.LockElsewhere(Hour);
        var once = LockRequest.With(new LockTiming(lockTimeout: 0));

        var error = Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, once));
        Assert.Equal(StoryLockState.Stale, error.Lock.State);
        Assert.True(SpinWait.SpinUntil(() => Succeeds(once), TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1.005)] // the first lock of a Node process
    [InlineData(4)]
    public void A_lock_refreshed_within_the_stale_time_is_left_alone(double age)
    {
        _board.LockElsewhere(TimeSpan.FromSeconds(age));
        var before = LockSnapshot.Of(_board.Lock).Modified;

        var error = Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(600, 60_000))));
        Assert.Equal(StoryLockState.Held, error.Lock.State);
        Assert.Equal(before, LockSnapshot.Of(_board.Lock).Modified);
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void A_time_far_ahead_tells_nothing_but_standing_still_does()
    {
        _board.LockElsewhere(-Hour);
        var error = Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(700, 2000))));
        Assert.Equal(StoryLockState.Unknown, error.Lock.State);
        Assert.InRange(error.Lock.StaleAt!.Value, DateTime.UtcNow, DateTime.UtcNow.AddSeconds(2)); // two seconds after it was seen first

        using var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(20_000, 2000)));
        Assert.True(held.Lock.Confirm());
    }

    [Theory]
    [InlineData("99999999999999", StoryLockState.Unknown)] // the year 3170843
    [InlineData("32503680000", StoryLockState.Unknown)] // 3000: more nanoseconds than 64 bits hold
    [InlineData("-99999999999999", StoryLockState.Stale)]
    public void A_time_that_no_calendar_has_is_only_far_ahead_or_long_ago(string seconds, StoryLockState state)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Directory.Exists("/dev/shm"), "No file system here is known to keep such times.");
        using var board = new TempBoard("/dev/shm");
        Directory.CreateDirectory(board.Lock);
        Assert.True(Folders.Try("touch", "-d", "@" + seconds, board.Lock));
        var paths = StoryPaths.Resolve(board.First);

        Assert.Equal(state, LockManager.Shared.Inspector.Describe(paths, new LockTiming())!.State);
        using var held = LockManager.Shared.Take(paths, LockRequest.With(new LockTiming(20_000, 2000)));
        Assert.True(held.Lock.Confirm());
    }

    [Fact]
    public void A_lock_that_is_not_the_one_judged_stays()
    {
        _board.LockElsewhere(Hour);
        var judged = LockSnapshot.Of(_board.Lock);
        Directory.Delete(_board.Lock);
        _board.LockElsewhere();

        Assert.False(StaleLockBreaker.TryClear(_paths, judged, insists: false));
        Assert.True(Directory.Exists(_board.Lock));
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void Of_many_takers_one_wins() => Assert.All(Contests(100, judged => StaleLockBreaker.TryClear(_paths, judged, insists: false)), winners => Assert.Equal(1, winners));

    [Fact]
    public void While_one_claims_a_lock_no_other_does_so_on_an_old_look()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A lock is removed by its handle there, which needs no reservation.");
        _board.LockElsewhere(Hour);
        var judged = LockSnapshot.Of(_board.Lock);
        using var claimer = FileSystem.Current.OpenDirectory(_board.Lock);
        Assert.True(FileSystem.Current.TryReserve(claimer!));

        Assert.False(StaleLockBreaker.TryClear(_paths, judged, insists: false));
        Assert.True(Directory.Exists(_board.Lock));
        Assert.True(StaleLockBreaker.TryClear(_paths, judged, insists: true));
    }

    [Fact]
    public void A_stranger_who_reserves_a_dead_lock_does_not_keep_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A lock is removed by its handle there, which needs no reservation.");
        _board.LockElsewhere(Hour);
        using var stranger = FileSystem.Current.OpenDirectory(_board.Lock);
        Assert.True(FileSystem.Current.TryReserve(stranger!));

        using var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(20_000)));
        Assert.True(held.Lock.Confirm());
        held.Dispose();
        _board.LockElsewhere(Hour);
        using var another = FileSystem.Current.OpenDirectory(_board.Lock);
        Assert.True(FileSystem.Current.TryReserve(another!));
        Assert.True(StaleLockRemover.Shared.Remove(_paths, LockRequest.With(new LockTiming())));
    }

    [Fact]
    public void Control_by_stat_and_rmdir_a_taker_removes_what_another_just_took()
    {
        // Until it happens: mostly within ten, later on a machine whose processors are busy elsewhere.
        Assert.Contains(Contests(10_000, _ => NaiveTakeover()), winners => winners > 1);
    }

    [Fact]
    public void Temporary_files_of_a_dead_holder_go_with_its_lock_and_nothing_else_does()
    {
        _board.LockElsewhere(Hour);
        File.WriteAllText(_paths.NewHidden(), "half a story");
        Directory.CreateDirectory(_paths.NewHidden());
        foreach (var claimed in Directory.GetDirectories(_paths.Folder, ".*"))
        {
            Directory.SetLastWriteTimeUtc(claimed, DateTime.UtcNow - Hour);
        }

        string[] kept = [".story.md.swp", "story.md.bak", ".other.md.0123456789abcdef.lock"];
        Array.ForEach(kept, name => File.WriteAllText(Path.Combine(_paths.Folder, name), "mine"));
        StoryStore.Shared.Update(_board.First, new StoryEdit { Touch = true }, LockRequest.With(new LockTiming()));

        Assert.Equal(kept.Append("story.md").Order(), Directory.GetFileSystemEntries(_paths.Folder).Select(Path.GetFileName).Order());
        File.Delete(Path.Combine(_paths.Folder, kept[2]));
    }

    [Fact]
    public void Stale_locks_are_removed_and_live_ones_are_not()
    {
        var request = LockRequest.With(new LockTiming());
        Assert.False(StaleLockRemover.Shared.Remove(_paths, request));

        _board.LockElsewhere();
        Assert.False(StaleLockRemover.Shared.Remove(_paths, request));
        Assert.True(Directory.Exists(_board.Lock));

        Directory.SetLastWriteTimeUtc(_board.Lock, DateTime.UtcNow - Hour);
        Assert.True(StaleLockRemover.Shared.Remove(_paths, request));
        Assert.False(Directory.Exists(_board.Lock));
    }

    [Theory]
    [InlineData("a file")]
    [InlineData("a link")]
    [InlineData("a directory that is not empty")]
    public void What_is_no_lock_is_named_and_kept(string kind)
    {
        Make(kind);
        var request = LockRequest.With(new LockTiming());

        var error = Assert.Throws<StoryLockInvalidException>(() => LockManager.Shared.Take(_paths, request));
        Assert.Equal(_board.Lock, error.LockPath);
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.Throws<StoryLockInvalidException>(() => StaleLockRemover.Shared.Remove(_paths, request));
        Assert.Equal(StoryLockState.Invalid, LockManager.Shared.Inspector.Describe(_paths, new LockTiming())!.State);
        Assert.True(LockSnapshot.Of(_board.Lock).Exists);
        Remove(kind);
    }

    private void Make(string kind)
    {
        switch (kind)
        {
            case "a file":
                File.WriteAllText(_board.Lock, "12345");
                break;
            case "a link":
                Folders.Link(_board.Lock, _board.Folder);
                break;
            default:
                Directory.CreateDirectory(Path.Combine(_board.Lock, "inside"));
                Directory.SetLastWriteTimeUtc(_board.Lock, DateTime.UtcNow - Hour);
                break;
        }
    }

    private void Remove(string kind)
    {
        if (kind.StartsWith("a dir", StringComparison.Ordinal))
        {
            Directory.Delete(_board.Lock, recursive: true);
        }
        else
        {
            File.Delete(_board.Lock);
        }
    }

    private bool Succeeds(LockRequest request)
    {
        try
        {
            LockManager.Shared.Take(_paths, request).Dispose();
            return true;
        }
        catch (StoryLockedException)
        {
            return false;
        }
    }

    // As proper-lockfile does it: look, remove what is at the path, and make a lock.
    private bool NaiveTakeover()
    {
        if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(_board.Lock) < TimeSpan.FromSeconds(5))
        {
            return false;
        }

        try
        {
            Directory.Delete(_board.Lock);
            Thread.Yield();
            Directory.CreateDirectory(_board.Lock);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Eight threads judged the same lock; how many of them got past it, so many times.
    private IEnumerable<int> Contests(int count, Func<LockSnapshot, bool> take) => Enumerable.Range(0, count).Select(_ =>
    {
        _board.LockElsewhere(Hour);
        var judged = LockSnapshot.Of(_board.Lock);
        using var start = new Barrier(8);
        var winners = 0;
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            if (take(judged))
            {
                Interlocked.Increment(ref winners);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (Directory.Exists(_board.Lock))
        {
            Directory.Delete(_board.Lock);
        }

        return winners;
    });
}
