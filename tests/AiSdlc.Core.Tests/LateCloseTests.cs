using System;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>What an update leaves open for a moment, so that nobody waits while a disk frees it, is closed soon after, however the update ends.</summary>
public sealed class LateCloseTests : IDisposable
{
    private const string Deleted = " (deleted)"; // what Linux says of the file behind such a descriptor

    private readonly TempBoard _board = new();

    public LateCloseTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux is it done; and what a process has open is seen in /proc.");

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_few_replaced_files_at_most_are_open_and_then_none()
    {
        var closing = new DeferredClose();
        using var held = LockManager.Shared.TryTake(StoryPaths.Resolve(_board.First), LockOwner.New("test"))!;
        for (var i = 0; i < 100; i++)
        {
            var read = FileSnapshot.Read(_board.First);
            Assert.Equal(CommitResult.Done, AtomicReplace.Write(held, _board.First, read, stream => stream.Write("new"u8), closing));
            Assert.InRange(Open(), 0, DeferredClose.MostWaiting);
        }

        closing.Start();
        AssertClosed();
    }

    [Fact]
    public void A_file_that_could_not_be_replaced_is_closed_at_once()
    {
        using var held = LockManager.Shared.TryTake(StoryPaths.Resolve(_board.First), LockOwner.New("test"))!;
        var read = FileSnapshot.Read(_board.First);
        Assert.Equal(CommitResult.LockLost, AtomicReplace.Write(held, _board.First, read, _ => DeleteTemporary(), new DeferredClose()));
        Assert.DoesNotContain(_board.First, Descriptors());
    }

    [Fact]
    public void After_an_update() => AssertClosedAfter(() => StoryStore.Shared.Update(_board.First, new StoryEdit { Increment = ["n"] }, Request()));

    [Fact]
    public void After_an_update_that_changes_nothing() => AssertClosedAfter(() => StoryStore.Shared.Update(_board.First, new StoryEdit(), Request()));

    [Fact]
    public void After_an_update_that_fails() => AssertClosedAfter(() =>
        Assert.ThrowsAny<StoryException>(() => StoryStore.Shared.Update(_board.First, new StoryEdit { Increment = ["title"] }, Request())));

    [Fact]
    public void After_a_hold() => AssertClosedAfter(() => StoryStore.Shared.Hold([StoryPaths.Resolve(_board.First)], Request()).Dispose());

    [Fact]
    public void After_a_stale_lock_was_removed() => AssertClosedAfter(() =>
    {
        Directory.CreateDirectory(_board.Lock);
        Directory.SetLastWriteTimeUtc(_board.Lock, DateTime.UtcNow.AddMinutes(-1));
        Assert.True(StaleLockRemover.Shared.Remove(StoryPaths.Resolve(_board.First), Request()));
    });

    private void AssertClosedAfter(Action work)
    {
        work();
        AssertClosed();
    }

    // As the next holder does.
    private void DeleteTemporary() => Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(_board.First)!, ".story.md.*.lock"), File.Delete);

    private void AssertClosed() => Assert.True(SpinWait.SpinUntil(() => Open() == 0, TimeSpan.FromSeconds(20)));

    private int Open() => Descriptors()
        .Count(target => target.StartsWith(_board.Folder, StringComparison.Ordinal) && target.EndsWith(Deleted, StringComparison.Ordinal));

    private static string[] Descriptors() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(entry => new FileInfo(entry).LinkTarget ?? string.Empty)];

    private static LockRequest Request() => LockRequest.With(new LockTiming());
}
