using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Storage;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>What file systems do that no other test meets: layers, frozen disks, lost replies, names by case, files without end.</summary>
[Collection(BusyMachine.Name)]
public sealed class RecoveryTests : IDisposable
{
    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_dead_lock_in_a_lower_layer_of_an_overlay_is_taken_over()
    {
        _board.LockElsewhere(TimeSpan.FromHours(1));
        var root = Directory.CreateTempSubdirectory("aisdlc-overlay-").FullName;
        var layers = new[] { "upper", "work", "merged" }.Select(name => Directory.CreateDirectory(Path.Combine(root, name)).FullName).ToArray();
        var mounted = OperatingSystem.IsLinux() && Folders.Try("mount", "-t", "overlay", "overlay", "-o", $"lowerdir={_board.Folder},upperdir={layers[0]},workdir={layers[1]}", layers[2]);
        try
        {
            Assert.SkipUnless(mounted, "An overlay can be mounted on Linux, by root.");
            var story = Path.Combine(layers[2], ".ai-sdlc", "stories", "S-0001", "story.md");
            Update(story);

            Assert.Contains("\ncount: 1\n", File.ReadAllText(story), StringComparison.Ordinal);
            Assert.False(Directory.Exists(story + ".lock"));
            Directory.CreateDirectory(story + ".lock");
            Directory.Delete(story + ".lock");
        }
        finally
        {
            if (mounted)
            {
                Assert.True(Folders.Try("umount", layers[2]));
            }

            Directory.Delete(root, recursive: true);
            Directory.Delete(_board.Lock);
        }
    }

    [Fact]
    public void A_disk_that_hangs_delays_the_renewal_of_no_lock_but_its_own()
    {
        using var disk = Folders.Disk(out var folder);
        using var frozen = new TempBoard(folder);
        using var onFrozen = LockManager.Shared.TryTake(StoryPaths.Resolve(frozen.First), LockOwner.New("frozen"))!;
        using var here = LockManager.Shared.TryTake(StoryPaths.Resolve(_board.First), LockOwner.New("here"))!;
        Assert.True(Folders.Try("fsfreeze", "--freeze", folder));
        try
        {
            var stuck = LockSnapshot.Of(frozen.Lock).Modified;
            var renewals = 0;
            var last = LockSnapshot.Of(_board.Lock).Modified;
            Assert.True(System.Threading.SpinWait.SpinUntil(() =>
            {
                var now = LockSnapshot.Of(_board.Lock).Modified;
                renewals += now == last ? 0 : 1;
                last = now;
                return renewals == 5;
            }, TimeSpan.FromSeconds(30)));
            Assert.InRange(LockSnapshot.Of(frozen.Lock).Modified, stuck, stuck.AddSeconds(1)); // it does hang
        }
        finally
        {
            Assert.True(Folders.Try("fsfreeze", "--unfreeze", folder));
        }
    }

    [Fact]
    public void A_rename_that_was_done_though_its_answer_says_ENOENT_is_done()
    {
        var read = FileSnapshot.Read(_board.First);
        using var temporary = TemporaryFile.Write(StoryPaths.Resolve(_board.First), read, stream => stream.Write("new"u8));
        File.Move(Directory.GetFiles(Path.GetDirectoryName(_board.First)!, ".story.md.*").Single(), _board.First, overwrite: true); // as the server did, unheard

        Assert.True(temporary.TryReplace(_board.First));
        Assert.Equal("new", _board.Text);
    }

    [Fact]
    public void Control_a_temporary_file_that_somebody_removed_is_not_done()
    {
        var read = FileSnapshot.Read(_board.First);
        using var temporary = TemporaryFile.Write(StoryPaths.Resolve(_board.First), read, stream => stream.Write("new"u8));
        File.Delete(Directory.GetFiles(Path.GetDirectoryName(_board.First)!, ".story.md.*").Single());

        Assert.False(temporary.TryReplace(_board.First));
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void Temporary_files_are_of_this_very_story_and_of_our_own_making()
    {
        var paths = StoryPaths.Resolve(_board.First);
        Assert.All([".story.md.0123456789abcdef.lock", Path.GetFileName(paths.NewHidden())], name => Assert.True(paths.IsHidden(name)));
        Assert.All(
            [".story.md.my notes.lock", ".story.md.bak.0123456789abcdef.lock", ".story.md.0123456789ABCDEF.lock", ".story.md.0123456789abcde.lock", "story.md.0123456789abcdef.lock", ".story.md.lock"],
            name => Assert.False(paths.IsHidden(name)));

        // Where a folder ignores case, Story.md is this very file; a hard link of that name stands for it here.
        Assert.Equal(File.Exists(Path.Combine(paths.Folder, "Story.md")), paths.IsHidden(".Story.md.0123456789abcdef.lock"));
        Assert.SkipUnless(OperatingSystem.IsLinux() && Folders.Try("ln", _board.First, Path.Combine(paths.Folder, "Story.md")), "Hard links are made by ln.");
        Assert.True(paths.IsHidden(".Story.md.0123456789abcdef.lock"));
    }

    [Fact]
    public void Without_a_state_folder_a_runspace_reads_under_its_own_hold()
    {
        var before = Environment.GetEnvironmentVariable("AISDLC_STATE_DIR");
        Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", Path.Combine(_board.First, "none"));
        try
        {
            var request = LockRequest.With(new LockTiming(lockTimeout: 0));
            using var hold = StoryStore.Shared.Hold([StoryPaths.Resolve(_board.First)], request);

            Assert.Equal("S-0001", StoryStore.Shared.Read(_board.First, request).ToStory().Id);
            Assert.True(LockManager.Shared.Inspector.Describe(StoryPaths.Resolve(_board.First), new LockTiming())!.Holder!.IsThisProcess);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", before);
        }
    }

    [Fact]
    public void A_large_body_is_hashed_and_not_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files with holes are made another way there.");
        using (var file = File.OpenWrite(_board.First))
        {
            file.SetLength(200L << 20);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var story = StoryStore.Shared.Read(_board.First, LockRequest.With(new LockTiming())).ToStory();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 1, 16 << 20);
        using var whole = File.OpenRead(_board.First);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(whole)), story.Version);
    }

    [Fact]
    public async System.Threading.Tasks.Task An_empty_file_is_waited_for_only_while_it_is_young()
    {
        File.WriteAllText(_board.First, "");
        File.SetLastWriteTimeUtc(_board.First, DateTime.UtcNow.AddMinutes(-1));
        var clock = Stopwatch.StartNew();
        Assert.Equal("empty-file", Assert.Throws<FrontmatterException>(() => StoryStore.Shared.Read(_board.First, LockRequest.With(new LockTiming(60_000)))).Rule);
        Assert.Equal("empty-file", Assert.Throws<FrontmatterException>(() => Update(_board.First)).Rule);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));

        File.SetLastWriteTimeUtc(_board.First, DateTime.UtcNow);
        var fill = new System.Threading.Thread(() => File.WriteAllText(_board.First, TempBoard.Story));
        var reader = System.Threading.Tasks.Task.Run(() => StoryStore.Shared.Read(_board.First, LockRequest.With(new LockTiming(60_000))));
        fill.Start();
        fill.Join();
        Assert.Equal("S-0001", (await reader).ToStory().Id);
    }

    private static void Update(string story) => StoryStore.Shared.Update(story, new StoryEdit { Increment = ["count"] }, LockRequest.With(new LockTiming()));
}
