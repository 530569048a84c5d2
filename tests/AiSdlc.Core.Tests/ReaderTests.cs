using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Storage;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>Readers take no lock and disturb nobody, but never believe a file that somebody is writing.</summary>
public sealed class ReaderTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly StoryPaths _paths;

    public ReaderTests() => _paths = StoryPaths.Resolve(_board.First);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_reader_changes_nothing_in_the_folder()
    {
        var before = Directory.GetLastWriteTimeUtc(_paths.Folder);
        Read();

        Assert.Equal(before, Directory.GetLastWriteTimeUtc(_paths.Folder));
    }

    [Fact]
    public void A_lock_of_ours_does_not_delay_a_reader()
    {
        using var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming()));

        Assert.NotEmpty(Read(timeout: 0).Bytes);
    }

    [Fact]
    public void Another_programs_lock_does_up_to_the_timeout()
    {
        _board.LockElsewhere();

        Assert.Throws<StoryLockedException>(() => Read(timeout: 100));
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public async Task What_was_being_written_is_read_when_its_writer_is_done()
    {
        _board.LockElsewhere();
        File.WriteAllText(_board.First, "---\nhalf");
        using var begun = new ManualResetEventSlim();
        var reader = Task.Run(() =>
        {
            begun.Set();
            return Read(timeout: 60_000);
        });
        begun.Wait();
        File.WriteAllText(_board.First, TempBoard.Story);
        Directory.Delete(_board.Lock);

        Assert.Equal(TempBoard.Story, System.Text.Encoding.UTF8.GetString((await reader).Bytes));
    }

    [Fact]
    public void A_stale_lock_does_not_delay_a_reader_and_is_left_to_writers()
    {
        _board.LockElsewhere(TimeSpan.FromHours(1));

        Assert.NotEmpty(Read(timeout: 0).Bytes);
        Assert.True(Directory.Exists(_board.Lock));
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void What_was_written_in_place_before_the_look_at_the_lock_is_not_believed()
    {
        File.SetLastWriteTimeUtc(_board.First, DateTime.UtcNow.AddMinutes(-1));

        Assert.Null(FileSnapshot.TryRead(_paths.Story, isWhole: true, () =>
        {
            File.WriteAllText(_board.First, TempBoard.Story); // as long as before
            return true;
        }));
    }

    [Fact]
    public void What_was_replaced_meanwhile_is_the_whole_former_story()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows replaces no file that is open without sharing.");
        var read = FileSnapshot.TryRead(_paths.Story, isWhole: true, () =>
        {
            File.WriteAllText(_board.First + ".new", "another");
            File.Move(_board.First + ".new", _board.First, overwrite: true);
            return true;
        });

        Assert.Equal(TempBoard.Story, System.Text.Encoding.UTF8.GetString(read!.Bytes));
    }

    [Fact]
    public async Task No_reader_sees_half_a_story_while_others_write_it()
    {
        using var stop = new CancellationTokenSource();
        var request = LockRequest.With(new LockTiming());
        var reader = Task.Run(() =>
        {
            var reads = 0;
            for (; !stop.IsCancellationRequested; reads++)
            {
                Thread.Sleep(OperatingSystem.IsWindows() ? 1 : 0); // before Windows 10, and under Wine, no file is replaced while it is open
                var text = System.Text.Encoding.UTF8.GetString(Read().Bytes);
                Assert.EndsWith("no fence", text, StringComparison.Ordinal);
            }

            return reads;
        });
        for (var i = 0; i < 300; i++)
        {
            StoryStore.Shared.Update(_board.First, new StoryEdit { Increment = ["n"] }, request);
        }

        await stop.CancelAsync();
        Assert.True(await reader > 0);
    }

    private FileSnapshot Read(int timeout = 5000) => new StoryReader(LockManager.Shared, _paths, LockRequest.With(new LockTiming(timeout))).Read(isWhole: true);
}
