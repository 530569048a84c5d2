using System;
using System.Diagnostics;
using System.IO;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>The queue between processes: no thread, no descriptor and no ticket outlives a wait, and nobody else can hold it up.</summary>
[Collection(BusyMachine.Name)]
public sealed class QueueTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly StoryPaths _paths;

    public QueueTests() => _paths = StoryPaths.Resolve(_board.First);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_thousand_refused_waits_leave_no_thread_no_descriptor_and_no_ticket()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads and descriptors are counted in /proc.");
        _board.LockElsewhere();
        Refuse(20);
        var before = (Threads(), Descriptors());
        Refuse(1000);

        const int runtimesOwn = 8; // come and go; a wait that left one each would have left a thousand
        Assert.True(
            System.Threading.SpinWait.SpinUntil(() => Threads() <= before.Item1 + runtimesOwn && Descriptors() <= before.Item2 + runtimesOwn, TimeSpan.FromSeconds(20)),
            $"{before} before, {Threads()}, {Descriptors()} after");
        Assert.Empty(Tickets());
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void A_stranger_who_locks_the_folder_slows_nobody()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Folders.Try("flock", "--version"), "Uses flock(1).");
        using var stranger = Process.Start(new ProcessStartInfo("flock", [_paths.Folder, "cat"]) { RedirectStandardInput = true })!;
        Assert.True(System.Threading.SpinWait.SpinUntil(() => !Folders.Try("flock", "--nonblock", _paths.Folder, "true"), TimeSpan.FromSeconds(20)));
        var alone = Updates(200);
        var threads = Threads();
        var beside = Updates(200);
        stranger.StandardInput.Close();
        stranger.WaitForExit();

        Assert.True(beside < alone + TimeSpan.FromSeconds(4), $"{beside} for {alone}"); // by 50 ms each it would be ten seconds more
        Assert.InRange(Threads(), 1, threads + 4); // the runtime's own come and go
    }

    [Fact]
    public void A_ticket_of_a_dead_process_is_passed_and_deleted()
    {
        Draw(ProcessIdentity.Current! with { Start = "1" });
        using (LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(0))))
        {
            Assert.Empty(Tickets());
        }
    }

    [Fact]
    public void One_who_does_not_take_what_is_free_loses_the_place()
    {
        using var tickets = WaitTickets.TryOpen(_paths)!;
        tickets.Draw(1); // this process, which lives, and never comes for it
        using (LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(20_000))))
        {
            Assert.Empty(Tickets());
        }
    }

    [Fact]
    public void Tickets_stand_in_the_order_in_which_they_were_drawn()
    {
        using var first = WaitTickets.TryOpen(_paths)!;
        using var second = WaitTickets.TryOpen(_paths)!;
        using var third = WaitTickets.TryOpen(_paths)!;
        second.Draw(20);
        third.Draw(30);
        first.Draw(10);

        Assert.Equal((null, first.Mine, second.Mine), (first.Before(), second.Before(), third.Before()));
        second.Dispose();
        Assert.Equal(first.Mine, third.Before());
    }

    [Fact]
    public void Tickets_of_another_container_are_not_ours_to_judge()
    {
        Draw(ProcessIdentity.Current! with { World = "another" });
        using var mine = WaitTickets.TryOpen(_paths)!;
        mine.Draw(2);

        Assert.Null(mine.Before());
        Array.ForEach(Tickets(), File.Delete);
    }

    private void Draw(ProcessIdentity process)
    {
        using var state = StateFolder.TryOpen()!;
        var world = Sha256.Hex(process.World)[..8];
        state.TryWrite($"{_paths.Key}.{1:x16}.{process.Id}.{process.Start}.{world}.wait", "", isNew: true);
    }

    private string[] Tickets() => Directory.GetFiles(StateFolder.Find()!, _paths.Key + ".*.wait");

    private void Refuse(int times)
    {
        var request = LockRequest.With(new LockTiming(lockTimeout: 1, staleTimeout: 600_000));
        for (var i = 0; i < times; i++)
        {
            Assert.Throws<StoryLockedException>(() => LockManager.Shared.Take(_paths, request));
        }
    }

    private TimeSpan Updates(int times)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            StoryStore.Shared.Update(_board.First, new StoryEdit { Increment = ["n"] }, LockRequest.With(new LockTiming()));
        }

        return clock.Elapsed;
    }

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Length;

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
