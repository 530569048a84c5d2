using System;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>Get-StoryLock and Remove-StaleStoryLock in the real engine.</summary>
public sealed class LockCommandTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public LockCommandTests() => _engine = new Engine(_board.Folder);

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Fact]
    public void Without_locks_there_is_nothing_to_get_and_nothing_to_remove() =>
        Assert.Empty(_engine.Get("Get-StoryLock; Remove-StaleStoryLock; Get-StoryLock -Id S-0001; Remove-StaleStoryLock $args[0]", _board.First));

    [Fact]
    public void A_lock_of_another_program_has_no_holder()
    {
        _board.LockElsewhere();
        var found = Assert.Single(_engine.Get("Get-StoryLock"));

        Assert.Equal("S-0001", found.Properties["StoryId"].Value);
        Assert.Equal("Held", found.Properties["State"].Value.ToString());
        Assert.Equal(_board.Lock, found.Properties["LockPath"].Value);
        Assert.Null(found.Properties["Holder"].Value);
        Assert.Equal(5000, ((DateTime)found.Properties["StaleAt"].Value - (DateTime)found.Properties["LastRefreshed"].Value).TotalMilliseconds);
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void During_a_hold_of_ours_the_holder_is_shown()
    {
        var shown = _engine.Get("Update-StoryFrontmatter -Id S-0001 -Transform { $script:seen = Get-StoryLock }; $seen.Holder; \"$($seen.Holder)\"");

        var holder = shown[0];
        Assert.Equal(Environment.ProcessId, holder.Properties["ProcessId"].Value);
        Assert.Equal(Environment.MachineName, holder.Properties["Machine"].Value);
        Assert.Equal(Environment.UserName, holder.Properties["User"].Value);
        Assert.EndsWith($"({Environment.ProcessId})", (string)shown[1].BaseObject, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_stale_locks_are_removed()
    {
        var second = _board.Add("S-0002", TempBoard.Story) + ".lock";
        _board.LockElsewhere(TimeSpan.FromHours(1));
        Directory.CreateDirectory(second);
        var removed = _engine.Get("Remove-StaleStoryLock -PassThru");

        Assert.Equal("S-0001", Assert.Single(removed).Properties["StoryId"].Value);
        Assert.Equal([second], _board.Debris());
        Directory.Delete(second);
    }

    [Fact]
    public void WhatIf_removes_nothing()
    {
        _board.LockElsewhere(TimeSpan.FromHours(1));
        Assert.Empty(_engine.Get("Remove-StaleStoryLock -WhatIf; Get-StoryLock | Remove-StaleStoryLock -WhatIf"));

        Assert.Equal("Stale", _engine.Get("(Get-StoryLock).State").Single().ToString());
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void A_lock_can_be_piped_to_its_removal_even_when_its_story_is_gone()
    {
        _board.LockElsewhere(TimeSpan.FromHours(1));
        File.Delete(_board.First);
        _engine.Get("Get-StoryLock | Remove-StaleStoryLock");

        Assert.Empty(_board.Debris());
    }

    [Fact]
    public void Outside_a_board_there_is_no_nearest_one()
    {
        Assert.Equal(["StoryRootNotFound", "StoryRootNotFound"], _engine.Run("Get-StoryLock -Root /; Remove-StaleStoryLock -Root /").ErrorIds);
    }
}
