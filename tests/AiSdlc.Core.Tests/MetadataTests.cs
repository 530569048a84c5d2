using System;
using System.Collections;
using System.IO;
using AiSdlc.Locking;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>What a story keeps when it is replaced, and what names it may have.</summary>
public sealed class MetadataTests : IDisposable
{
    private const uint Somebody = 12345;
    private const uint SomeGroup = 23456;
    private const uint OtherGroup = 34567;

    private readonly TempBoard _board = new();

    public MetadataTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes, owners and links as these are POSIX.");

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData("400")]
    [InlineData("640")]
    [InlineData("664")]
    [InlineData("4750")]
    public void A_mode_is_kept_to_the_bit(string octal)
    {
        var mode = (UnixFileMode)Convert.ToInt32(octal, 8);
        File.SetUnixFileMode(_board.First, mode);
        Update(_board.First);

        Assert.Equal(mode, File.GetUnixFileMode(_board.First));
    }

    [Fact]
    public void Owner_and_group_are_kept_also_in_a_folder_that_gives_files_its_own()
    {
        var folder = Path.GetDirectoryName(_board.First)!;
        Own(folder, Somebody, OtherGroup);
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.SetGroup);
        Own(_board.First, Somebody, SomeGroup);
        File.SetUnixFileMode(_board.First, (UnixFileMode)Convert.ToInt32("2640", 8));
        Update(_board.First);

        var found = FileSystem.Current.Stat(_board.First)!;
        Assert.Equal((Somebody, SomeGroup, "2640"), (found.User, found.Group, Convert.ToString(found.Mode & 0xFFF, 8)));
    }

    [Theory]
    [InlineData("S-0001/story.md")]
    [InlineData("./S-0002/../S-0001/story.md")]
    public void A_relative_link_is_followed_and_stays(string target)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(_board.First))!;
        Directory.CreateDirectory(Path.Combine(folder, "S-0002"));
        var link = Path.Combine(folder, "link.md");
        File.CreateSymbolicLink(link, target);
        Update(link);

        Assert.Equal(target, new FileInfo(link).LinkTarget);
        AssertUpdated();
    }

    [Fact]
    public void A_chain_of_links_through_other_folders_ends_at_the_one_story()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_board.Folder, ".ai-sdlc", "stories", "S-0002")).FullName;
        var first = Path.Combine(elsewhere, "story.md");
        var second = Path.Combine(_board.Folder, ".ai-sdlc", "second.md");
        File.CreateSymbolicLink(second, Path.Combine("stories", "S-0001", "story.md"));
        File.CreateSymbolicLink(first, Path.Combine("..", "..", "second.md"));
        _board.LockElsewhere();
        Assert.Throws<StoryLockedException>(() => Update(first, timeout: 0));
        Directory.Delete(_board.Lock);
        Update(first);

        Assert.Equal(2, Directory.GetFileSystemEntries(elsewhere).Length + Directory.GetFiles(Path.GetDirectoryName(_board.First)!).Length);
        AssertUpdated();
    }

    [Fact]
    public void A_link_to_nothing_and_a_link_to_itself_are_not_followed()
    {
        var nothing = Path.Combine(_board.Folder, "nothing.md");
        File.CreateSymbolicLink(nothing, "missing.md");
        Assert.Throws<StoryLinkException>(() => Update(nothing));
        Assert.False(File.Exists(Path.Combine(_board.Folder, "missing.md")));

        var loop = Path.Combine(_board.Folder, "loop.md");
        File.CreateSymbolicLink(loop, "loop.md");
        Assert.Equal("ELOOP", Assert.Throws<StoryLinkException>(() => Update(loop)).Code);
    }

    [Fact]
    public void A_hard_link_keeps_the_old_story_as_the_README_says()
    {
        var link = Path.Combine(_board.Folder, "hard.md");
        Assert.Equal(0, Libc.Link(_board.First, link));
        Update(_board.First);

        AssertUpdated();
        Assert.Equal(TempBoard.Story, File.ReadAllText(link));
    }

    [Fact]
    public void The_ACL_and_the_users_attributes_go_with_the_story()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Folders.Try("setfacl", "-m", "u:12345:rw,g::---", _board.First)
            && Folders.Try("setfattr", "-n", "user.note", "-v", "kept", _board.First),
            "setfacl and setfattr are not installed, or the file system has no such attributes.");
        Update(_board.First);

        AssertUpdated();
        Assert.True(Folders.Try("sh", "-c", $"getfacl -cp '{_board.First}' | grep -qx 'user:12345:rw-'"));
        Assert.True(Folders.Try("sh", "-c", $"getfacl -cp '{_board.First}' | grep -qx 'group::---'"));
        Assert.True(Folders.Try("sh", "-c", $"test \"$(getfattr -n user.note --only-values '{_board.First}')\" = kept"));
    }

    [Fact]
    public void A_file_beside_the_story_keeps_its_own_attributes_and_gets_none_of_the_storys()
    {
        var plan = Path.Combine(Path.GetDirectoryName(_board.First)!, "plan.md");
        File.WriteAllText(plan, "old");
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Folders.Try("setfattr", "-n", "user.note", "-v", "plan", plan)
            && Folders.Try("setfattr", "-n", "user.other", "-v", "story", _board.First),
            "setfattr is not installed, or the file system has no such attributes.");
        StoryStore.Shared.WriteBeside(_board.First, "plan.md", _ => [.. "new"u8], LockRequest.With(new LockTiming()));

        Assert.Equal("new", File.ReadAllText(plan));
        Assert.True(Folders.Try("sh", "-c", $"test \"$(getfattr -n user.note --only-values '{plan}')\" = plan"));
        Assert.False(Folders.Try("getfattr", "-n", "user.other", plan));
    }

    private static void Own(string path, uint user, uint group) =>
        Assert.SkipUnless(Folders.Try("chown", $"{user}:{group}", path), "Files can be given away by root.");

    private static void Update(string story, int timeout = 5000) =>
        StoryStore.Shared.Update(story, new StoryEdit { Set = new Hashtable { ["a"] = 1 } }, LockRequest.With(new LockTiming(timeout)));

    private void AssertUpdated() => Assert.Contains("\na: 1\n", _board.Text, StringComparison.Ordinal);
}
