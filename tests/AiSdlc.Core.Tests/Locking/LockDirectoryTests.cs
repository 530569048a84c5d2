using System;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Tests;

/// <summary>The lock as a thing on disk: who has it, how it is recognised, how it goes.</summary>
[Collection(BusyMachine.Name)]
public sealed class LockDirectoryTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly StoryPaths _paths;

    public LockDirectoryTests() => _paths = StoryPaths.Resolve(_board.First);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void One_of_many_threads_makes_a_directory()
    {
        Assert.All(Races(200, () => FileSystem.Current.TryMakeDirectory(_board.Lock)), winners => Assert.Equal(1, winners));
    }

    [Fact]
    public void Control_dotnet_tells_several_threads_that_they_made_it()
    {
        Assert.Contains(Races(200, () => Directory.CreateDirectory(_board.Lock).Exists), winners => winners > 1);
    }

    [Fact]
    public void A_lock_is_an_empty_directory_beside_the_story_with_a_time_no_other_has()
    {
        using var held = Take();

        Assert.Empty(Directory.GetFileSystemEntries(_board.Lock));
        Assert.True(LockIdentity.IsUnique(LockSnapshot.Of(_board.Lock).Modified));
        Assert.True(held.Confirm());
    }

    [Fact]
    public void A_released_lock_is_gone_and_may_be_released_again()
    {
        var held = Take();
        held.Dispose();
        held.Dispose();

        Assert.False(Directory.Exists(_board.Lock));
        Assert.False(held.Confirm());
        Assert.Null(held.ReleaseError);
    }

    [Fact]
    public void A_second_one_is_not_made()
    {
        using var held = Take();

        Assert.Null(LockManager.Shared.TryTake(_paths, LockOwner.New("other")));
        Assert.True(held.Confirm());
    }

    [Fact]
    public void A_removed_lock_is_lost_for_good()
    {
        using var held = Take();
        Directory.Delete(_board.Lock);

        Assert.False(held.Confirm());
        using var successor = Take();
        Assert.False(held.Confirm());
        Assert.True(held.IsLost);
    }

    [Fact]
    public void A_holder_that_lost_its_lock_leaves_the_successors_alone()
    {
        var held = Take();
        Directory.Delete(_board.Lock);
        using var successor = Take();
        Assert.False(held.TryRefresh());
        held.Dispose();

        Assert.True(successor.Confirm());
        Assert.Equal(ProcessIdentity.Current!.Id, LockManager.Shared.Inspector.Describe(_paths, new LockTiming())!.Holder!.ProcessId);
    }

    [Fact]
    public void A_lock_whose_time_somebody_else_set_is_lost()
    {
        var held = Take();
        Directory.SetLastWriteTimeUtc(_board.Lock, DateTime.UtcNow);
        held.Dispose();

        Assert.True(Directory.Exists(_board.Lock));
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void A_lock_that_cannot_be_removed_is_reported()
    {
        var held = Take();
        var identity = LockSnapshot.Of(_board.Lock).Modified;
        File.WriteAllText(Path.Combine(_board.Lock, "somebody's"), "file");
        Directory.SetLastWriteTimeUtc(_board.Lock, identity);
        held.Dispose();

        Assert.Equal("ENOTEMPTY", held.ReleaseError?.Code);
        Directory.Delete(_board.Lock, recursive: true);
    }

    [Fact]
    public void A_long_hold_is_renewed_and_stays_ours()
    {
        using var held = Take();
        var first = LockSnapshot.Of(_board.Lock).Modified;

        Assert.True(SpinWait.SpinUntil(() => LockSnapshot.Of(_board.Lock).Modified != first, TimeSpan.FromSeconds(20)));
        Assert.True(held.Confirm());
        Assert.True(held.HeldFor >= TimeSpan.FromMilliseconds(300), "a short hold is not renewed");
    }

    [Fact]
    public void A_lock_is_renewed_although_the_heartbeat_has_ended_since_it_was_started()
    {
        using var held = Take();
        LockManager.Shared.Heartbeat.Forget(held);
        var first = LockSnapshot.Of(_board.Lock).Modified;

        new Heartbeat().Watch(held); // it has no thread, like one that was idle for too long between its start and this
        Assert.True(SpinWait.SpinUntil(() => LockSnapshot.Of(_board.Lock).Modified != first, TimeSpan.FromSeconds(20)));
        Assert.True(held.Confirm());
    }

    private StoryLock Take() => LockManager.Shared.TryTake(_paths, LockOwner.New("test"))!;

    // How many of 16 threads won each round.
    private int[] Races(int rounds, Func<bool> tryToMake) => Enumerable.Range(0, rounds).Select(_ =>
    {
        using var start = new Barrier(16);
        var winners = 0;
        var threads = Enumerable.Range(0, 16).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            if (tryToMake())
            {
                Interlocked.Increment(ref winners);
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Directory.Delete(_board.Lock);
        return winners;
    }).ToArray();
}
