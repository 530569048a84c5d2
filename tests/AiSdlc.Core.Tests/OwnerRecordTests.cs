using System;
using System.IO;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>What a record says about a holder, and when it says nothing.</summary>
public sealed class OwnerRecordTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly StoryPaths _paths;

    public OwnerRecordTests()
    {
        _paths = StoryPaths.Resolve(_board.First);
        using var state = StateFolder.TryOpen(); // made if need be
        Assert.NotNull(state);
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_hold_has_a_record_outside_the_work_tree_and_only_while_it_lasts()
    {
        using (Take())
        {
            var holder = View().Holder!;
            Assert.Equal(
                (Environment.ProcessId, Environment.MachineName, Environment.UserName, "test"),
                (holder.ProcessId, holder.Machine, holder.User, holder.Runspace));
            Assert.InRange(holder.Since, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow);
            Assert.Equal(["story.md", "story.md.lock"], Directory.GetFileSystemEntries(_paths.Folder).Select(Path.GetFileName).Order());
            Assert.True(File.Exists(RecordFile()));
        }

        Assert.False(File.Exists(RecordFile()));
    }

    [Fact]
    public void The_state_folder_is_ours_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are POSIX.");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(StateFolder.Find()!));
    }

    [Fact]
    public void A_record_of_a_dead_process_proves_its_lock_orphaned()
    {
        var facts = RecordOfDeadHolder();

        Assert.Equal(StoryLockState.Orphaned, View().State);
        Assert.Equal(facts.Process!.Id, View().Holder!.ProcessId);
        using var held = LockManager.Shared.Take(_paths, LockRequest.With(new LockTiming(0)));
        Assert.True(held.Lock.Confirm());
    }

    [Fact]
    public void A_record_of_another_lock_proves_nothing()
    {
        RecordOfDeadHolder();
        Directory.SetLastWriteTimeUtc(_board.Lock, DateTime.UtcNow);

        AssertUnknownHolder();
    }

    [Fact]
    public void A_record_copied_from_another_story_proves_nothing()
    {
        var facts = RecordOfDeadHolder();
        File.WriteAllText(RecordFile(), (facts with { Story = "/elsewhere/story.md" }).ToString());

        AssertUnknownHolder();
    }

    [Fact]
    public void A_living_process_is_not_declared_dead()
    {
        Record(ProcessIdentity.Current!);

        AssertNotOrphaned();
    }

    [Fact]
    public void A_process_id_of_another_boot_or_container_proves_nothing()
    {
        Record(Dead() with { World = "another world" });

        AssertNotOrphaned();
    }

    [Fact]
    public void A_process_id_that_was_given_to_another_process_proves_death()
    {
        Record(ProcessIdentity.Current! with { Start = "1" });

        Assert.Equal(StoryLockState.Orphaned, View().State);
        Assert.True(StaleLockRemover.Shared.Remove(_paths, LockRequest.With(new LockTiming())));
    }

    [Fact]
    public void A_time_without_digits_below_the_millisecond_proves_nothing()
    {
        RecordOfDeadHolder();
        var coarse = new DateTime(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        Directory.SetLastWriteTimeUtc(_board.Lock, coarse);
        File.WriteAllText(RecordFile(), (Facts(Dead()) with { Refreshed = coarse }).ToString());

        AssertNotOrphaned();
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage\0\u0001")]
    [InlineData("story=\nrefreshed=99999999999999999999999\nsince=-1\npid=x\nend\n")]
    public void Garbage_is_no_record(string text)
    {
        RecordOfDeadHolder();
        File.WriteAllText(RecordFile(), text);

        AssertUnknownHolder();
    }

    [Fact]
    public void A_record_that_names_a_file_elsewhere_deletes_none()
    {
        var elsewhere = Path.Combine(_board.Folder, ".story.md.0123456789abcdef.txt");
        File.WriteAllText(elsewhere, "mine");
        var text = RecordOfDeadHolder().ToString();
        File.WriteAllText(RecordFile(), text.Replace("end\n", $"temporary={elsewhere}\nfile={elsewhere}\nend\n", StringComparison.Ordinal));
        Assert.Equal(StoryLockState.Orphaned, View().State);
        Assert.True(StaleLockRemover.Shared.Remove(_paths, LockRequest.With(new LockTiming())));

        Assert.Equal("mine", File.ReadAllText(elsewhere));
    }

    [Fact]
    public void A_torn_record_is_no_record()
    {
        var whole = RecordOfDeadHolder().ToString();
        foreach (var length in Enumerable.Range(0, whole.Length))
        {
            Assert.Null(OwnerFacts.Parse(whole[..length]));
        }

        Assert.NotNull(OwnerFacts.Parse(whole));
        Directory.Delete(_board.Lock);
        File.Delete(RecordFile());
    }

    private static ProcessIdentity Dead() => ProcessIdentity.Current! with { Id = 4_194_304 }; // beyond the kernel's greatest pid

    private StoryLock Take() => LockManager.Shared.TryTake(_paths, LockOwner.New("test"))!;

    private StoryLockInfo View() => LockManager.Shared.Inspector.Describe(_paths, new LockTiming(staleTimeout: 60_000))!;

    private string RecordFile() => Path.Combine(StateFolder.Find()!, OwnerRecord.NameOf(_paths));

    private OwnerFacts RecordOfDeadHolder() => Record(Dead());

    private OwnerFacts Record(ProcessIdentity process)
    {
        _board.LockElsewhere();
        Directory.SetLastWriteTimeUtc(_board.Lock, LockIdentity.At(DateTimeOffset.UtcNow));
        var facts = Facts(process) with { Refreshed = LockSnapshot.Of(_board.Lock).Modified };
        File.WriteAllText(RecordFile(), facts.ToString());
        return facts;
    }

    private OwnerFacts Facts(ProcessIdentity process) => OwnerFacts.OfThisProcess(_paths.Story, LockOwner.New("test")) with { Process = process };

    private void AssertUnknownHolder()
    {
        Assert.Null(View().Holder);
        AssertNotOrphaned();
    }

    private void AssertNotOrphaned()
    {
        Assert.Equal(StoryLockState.Held, View().State);
        Directory.Delete(_board.Lock);
        File.Delete(RecordFile());
    }
}
