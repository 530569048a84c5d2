using System;
using System.Collections;
using System.IO;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>Ids, paths, links and files that somebody put there to do harm.</summary>
public sealed class HostileNameTests : IDisposable
{
    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../S-0001")]
    [InlineData("S-0001/..")]
    [InlineData("S-0001\\..\\S-0001")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\story")]
    [InlineData("S-0001\0")]
    [InlineData("S-0001\n")]
    [InlineData("-rf")]
    [InlineData("S 0001")]
    [InlineData("S-0001.")]
    [InlineData("S*")]
    [InlineData("NUL")]
    [InlineData("con")]
    [InlineData("Com1")]
    [InlineData("S‐0001")]
    [InlineData("Ｓ-0001")]
    [InlineData("Ѕ-0001")]
    [InlineData("S-٠٠٠١")]
    [InlineData("S-0001\u200b")]
    public void An_id_that_is_no_plain_name_is_refused(string id) =>
        Assert.Throws<InvalidStoryIdException>(() => StoryBoard.Nearest(_board.Folder).Find(id));

    [Fact]
    public void An_id_without_end_is_refused() =>
        Assert.Throws<InvalidStoryIdException>(() => StoryBoard.Nearest(_board.Folder).Find(new string('S', 100_000)));

    [Fact]
    public void A_path_does_not_end_at_a_NUL()
    {
        foreach (var path in new[] { _board.First + "\0", _board.First + "\0.txt", "\0" + _board.First })
        {
            Assert.Throws<StoryNotFoundException>(() => Update(path));
            Assert.Throws<StoryNotFoundException>(() => StoryPaths.ResolveLock(path));
        }

        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void A_path_without_end_is_an_error_of_its_story()
    {
        var error = Assert.ThrowsAny<StoryException>(() => Update(Path.Combine(_board.Folder, string.Join('/', Enumerable.Repeat("x", 5000)))));
        Assert.Contains(error.Code, new[] { "ENAMETOOLONG", "ENOENT" });
    }

    [Fact]
    public void A_pipe_or_a_device_is_no_story()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes and devices have names on Unix.");
        var pipe = Path.Combine(_board.Folder, "pipe.md");
        Assert.True(Folders.Try("mkfifo", pipe));
        var device = Path.Combine(_board.Folder, "device.md");
        File.CreateSymbolicLink(device, "/dev/zero");

        Assert.Throws<StoryNotFoundException>(() => Update(pipe));
        Assert.Throws<StoryLinkException>(() => Update(device));
        Assert.Throws<StoryNotFoundException>(() => Update("/dev/zero"));
    }

    [Fact]
    public void A_story_beyond_all_memory_is_refused_and_not_locked_afterwards()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files with holes are made another way there.");
        using (var file = File.OpenWrite(_board.First))
        {
            file.SetLength(10L << 30);
        }

        Assert.Equal("EFBIG", Assert.Throws<StoryWriteException>(() => Update(_board.First)).Code);
        Assert.Empty(_board.Debris());
    }

    [Fact]
    public void A_link_with_a_temporary_files_name_goes_and_what_it_points_to_stays()
    {
        var target = Path.Combine(_board.Folder, "target");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(target).FullName, "file"), "mine");
        var paths = StoryPaths.Resolve(_board.First);
        File.CreateSymbolicLink(paths.NewHidden(), target);
        File.CreateSymbolicLink(paths.NewHidden(), Path.Combine(target, "file"));
        File.CreateSymbolicLink(paths.NewHidden(), "/nowhere");
        Update(_board.First);

        Assert.Equal("mine", File.ReadAllText(Path.Combine(target, "file")));
        Assert.Equal([_board.First], Directory.GetFileSystemEntries(paths.Folder));
    }

    [Fact]
    public void A_full_directory_with_a_temporary_files_name_is_left_alone()
    {
        _board.ExpectDebris();
        var directory = StoryPaths.Resolve(_board.First).NewHidden();
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(directory).FullName, "file"), "mine");
        Directory.SetLastWriteTimeUtc(directory, DateTime.UtcNow.AddHours(-1));
        Update(_board.First);

        Assert.Equal("mine", File.ReadAllText(Path.Combine(directory, "file")));
    }

    private static void Update(string story)
    {
        StoryStore.Shared.Update(story, new StoryEdit { Set = new Hashtable { ["a"] = 1 } }, LockRequest.With(new LockTiming()));
    }
}
