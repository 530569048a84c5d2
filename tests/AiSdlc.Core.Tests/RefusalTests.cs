using System;
using System.Collections;
using System.IO;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>The operating system refuses: the story is as it was, the error says why, and nothing stays locked or left.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void An_immutable_story_is_read_only()
    {
        using (Folders.Immutable(_board.First))
        {
            Assert.Equal("EPERM", Assert.Throws<StoryReadOnlyException>(() => Update()).Code);
        }

        AssertUntouched();
    }

    [Fact]
    public void An_immutable_folder_is_read_only()
    {
        using (Folders.Immutable(Path.GetDirectoryName(_board.First)!))
        {
            Assert.Equal("EPERM", Assert.Throws<StoryReadOnlyException>(() => Update()).Code);
        }

        AssertUntouched();
    }

    [Fact]
    public void A_story_that_is_a_mount_of_its_own_is_busy_and_not_locked()
    {
        using (Folders.MountedOver(_board.First))
        {
            var error = Assert.Throws<StoryWriteException>(() => Update());
            Assert.Equal(("EBUSY", "rename"), (error.Code, error.Call));
        }

        AssertUntouched();
    }

    [Fact]
    public void A_name_that_leaves_no_room_for_its_lock_is_too_long_and_not_locked()
    {
        var story = _board.Add("S-0002", TempBoard.Story).Replace("story.md", new string('x', 252), StringComparison.Ordinal);
        File.WriteAllText(story, TempBoard.Story);

        Assert.Equal("ENAMETOOLONG", Assert.Throws<StoryWriteException>(() => StoryStore.Shared.Update(story, Edit, Request())).Code);
        Assert.Equal("ENAMETOOLONG", Assert.Throws<StoryWriteException>(() => LockManager.Shared.Inspector.Describe(StoryPaths.Resolve(story), new LockTiming())).Code);
        Assert.Equal("ENAMETOOLONG", Assert.Throws<StoryWriteException>(() => StaleLockRemover.Shared.Notice(StoryPaths.Resolve(story), new LockTiming())).Code);
    }

    [Fact]
    public void A_lock_that_cannot_be_looked_at_is_let_go_and_harms_nobody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder that is in use is not moved away there.");
        var paths = StoryPaths.Resolve(_board.First);
        var held = LockManager.Shared.TryTake(paths, LockOwner.New("test"))!;
        using (Blinded(paths.Folder))
        {
            Assert.Equal("ELOOP", Assert.Throws<NativeException>(() => held.Confirm()).Code);
            held.Dispose();
        }

        Assert.Equal("ELOOP", held.ReleaseError?.Code);
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void A_heartbeat_that_cannot_see_its_lock_gives_it_up_and_the_process_lives()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder that is in use is not moved away there.");
        var paths = StoryPaths.Resolve(_board.First);
        using var held = LockManager.Shared.TryTake(paths, LockOwner.New("test"))!;
        using (Blinded(paths.Folder))
        {
            Assert.True(System.Threading.SpinWait.SpinUntil(() => held.IsLost, TimeSpan.FromSeconds(20)));
        }

        Assert.False(held.Confirm());
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void An_update_that_cannot_see_its_lock_says_so_and_does_not_keep_its_place()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder that is in use is not moved away there.");
        var request = Request();
        IDisposable? blinded = null;
        var edit = new StoryEdit
        {
            Transform = data =>
            {
                data["a"] = 1;
                blinded = Blinded(Path.GetDirectoryName(_board.First)!);
                return null;
            },
        };

        Assert.Equal("ELOOP", Assert.Throws<StoryWriteException>(() => StoryStore.Shared.Update(_board.First, edit, request)).Code);
        blinded!.Dispose();
        AssertUntouched();
        Directory.Delete(_board.Lock);
        StoryStore.Shared.Update(_board.First, Edit, request);
        Assert.Contains("\na: 1\n", _board.Text, StringComparison.Ordinal);
    }

    // A link to itself in the folder's place: whoever looks below it is told ELOOP, root too.
    private static Unblind Blinded(string folder)
    {
        Directory.Move(folder, folder + ".away");
        Directory.CreateSymbolicLink(folder, folder);
        return new Unblind(folder);
    }

    private static StoryEdit Edit => new() { Set = new Hashtable { ["a"] = 1 } };

    private static LockRequest Request() => LockRequest.With(new LockTiming());

    private StoryUpdate Update() => StoryStore.Shared.Update(_board.First, Edit, Request());

    private void AssertUntouched() => Assert.Equal(TempBoard.Story, _board.Text);

    private sealed class Unblind(string folder) : IDisposable
    {
        public void Dispose()
        {
            File.Delete(folder);
            Directory.Move(folder + ".away", folder);
        }
    }
}
