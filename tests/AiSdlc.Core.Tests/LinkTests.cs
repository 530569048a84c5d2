using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>Links and special files that somebody put where a story, or a file beside it, should be.</summary>
public sealed class LinkTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly string _secret;

    public LinkTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs a privilege there.");
        _secret = Path.Combine(_board.Folder, "secret.txt");
        File.WriteAllText(_secret, "secret");
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_story_that_is_a_link_off_its_board_is_refused()
    {
        var story = LinkedStory("S-0002", _secret);

        var error = Assert.Throws<StoryLinkException>(() => Update(story));
        Assert.Equal(("StoryLinkRefused", _secret), (error.ErrorId, error.Target));
        Assert.Contains(_secret, error.Message, StringComparison.Ordinal);
        Assert.Throws<StoryLinkException>(() => Read(story));
        Assert.Equal("secret", File.ReadAllText(_secret));
        Assert.Empty(Directory.GetFiles(_board.Folder, "*.lock"));
    }

    [Fact]
    public void A_link_to_another_story_of_the_board_is_followed_and_takes_its_lock()
    {
        var story = LinkedStory("S-0002", "../S-0001/story.md");
        Update(story);
        Assert.Equal("../S-0001/story.md", new FileInfo(story).LinkTarget);
        Assert.Contains("\na: 1\n", _board.Text, StringComparison.Ordinal);

        _board.LockElsewhere();
        Assert.Throws<StoryLockedException>(() => Update(story, timeout: 0));
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void A_board_and_a_story_folder_that_are_links_are_as_good_as_any()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_board.Folder, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(elsewhere, ".ai-sdlc"), Path.Combine(_board.Folder, ".ai-sdlc"));
        Directory.CreateSymbolicLink(Path.Combine(_board.Folder, ".ai-sdlc", "stories", "S-0003"), Path.GetDirectoryName(_board.First)!);

        Update(Path.Combine(elsewhere, ".ai-sdlc", "stories", "S-0001", "story.md"));
        Update(Path.Combine(_board.Folder, ".ai-sdlc", "stories", "S-0003", "story.md"), "b");
        Assert.Contains("\na: 1\nb: 1\n", _board.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan.md")]
    [InlineData("review.md")]
    public void A_file_beside_a_story_that_is_a_link_off_the_board_is_refused(string name)
    {
        File.CreateSymbolicLink(Beside(name), "../../../secret.txt");

        Assert.Throws<StoryLinkException>(() => Write(name));
        Assert.Equal("secret", File.ReadAllText(_secret));
    }

    [Fact]
    public void A_link_out_of_a_worktree_is_refused_though_the_worktree_lies_in_the_boards_folder()
    {
        var worktree = Path.Combine(_board.Folder, ".ai-sdlc", "worktrees", "x");
        var story = Path.Combine(Directory.CreateDirectory(Path.Combine(worktree, ".ai-sdlc", "stories", "S-0001")).FullName, "story.md");
        File.WriteAllText(Path.Combine(worktree, "source.cs"), "source");
        File.CreateSymbolicLink(story, "../../../source.cs");
        Assert.Throws<StoryLinkException>(() => Update(story));

        File.Delete(story);
        File.CreateSymbolicLink(story, _board.First);
        Update(story);
        Assert.Contains("\na: 1\n", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_refused_and_stays()
    {
        File.CreateSymbolicLink(Beside("plan.md"), "/nowhere/at-all");

        Assert.Null(Assert.Throws<StoryLinkException>(() => Write("plan.md")).Target);
        Assert.Equal("/nowhere/at-all", new FileInfo(Beside("plan.md")).LinkTarget);
    }

    [Theory]
    [InlineData("plan.md", "EISDIR")]
    [InlineData("review.md", "EFTYPE")]
    public void A_folder_or_a_pipe_beside_a_story_is_an_error_at_once_and_the_lock_goes(string name, string code)
    {
        if (code == "EISDIR")
        {
            Directory.CreateDirectory(Beside(name));
        }
        else
        {
            Assert.True(Folders.Try("mkfifo", Beside(name)));
        }

        Assert.Equal(code, Assert.Throws<StoryWriteException>(() => Write(name)).Code);
        Assert.Empty(_board.Debris());
    }

    [Fact]
    public void A_story_that_was_exchanged_for_a_pipe_hangs_no_reader()
    {
        var paths = StoryPaths.Resolve(_board.First);
        File.Delete(_board.First);
        Assert.True(Folders.Try("mkfifo", _board.First));

        Assert.Equal("EFTYPE", Assert.Throws<NativeException>(() => FileSystem.Current.OpenFile(paths.Story)).Code);
        Assert.Throws<StoryNotFoundException>(() => Read(_board.First));
    }

    [Fact]
    public void A_lock_that_is_swapped_for_a_link_while_it_is_made_sets_no_other_folders_time()
    {
        var paths = StoryPaths.Resolve(_board.First);
        var victim = Directory.CreateDirectory(Path.Combine(_board.Folder, "victim")).FullName;
        var before = Directory.GetLastWriteTimeUtc(victim);
        using var stop = new CancellationTokenSource();
        var attacker = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Ignore(() => Directory.Delete(paths.Lock));
                Ignore(() => File.CreateSymbolicLink(paths.Lock, victim));
                Ignore(() => File.Delete(paths.Lock));
            }
        });
        attacker.Start();
        try
        {
            for (var i = 0; i < 3000; i++)
            {
                LockManager.Shared.TryTake(paths, LockOwner.New("test"))?.Dispose();
            }
        }
        finally
        {
            stop.Cancel();
            attacker.Join();
        }

        Assert.Equal(before, Directory.GetLastWriteTimeUtc(victim));
        Assert.True(new[] { "ELOOP", "ENOTDIR" }.Contains(Assert.Throws<NativeException>(() =>
        {
            File.CreateSymbolicLink(Path.Combine(_board.Folder, "link"), victim);
            FileSystem.Current.OpenDirectory(Path.Combine(_board.Folder, "link"));
        }).Code));
        Ignore(() => Directory.Delete(paths.Lock));
    }

    private static void Ignore(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return; // the other was faster
        }
    }

    private static void Update(string story, string key = "a", int timeout = 5000) =>
        StoryStore.Shared.Update(story, new StoryEdit { Set = new Hashtable { [key] = 1 } }, LockRequest.With(new LockTiming(timeout)));

    private static void Read(string story) => StoryStore.Shared.Read(story, LockRequest.With(new LockTiming()));

    private string Beside(string name) => Path.Combine(Path.GetDirectoryName(_board.First)!, name);

    private void Write(string name) => StoryStore.Shared.WriteBeside(_board.First, name, old => [.. old ?? [], .. "new"u8], LockRequest.With(new LockTiming()));

    private string LinkedStory(string id, string target)
    {
        var story = Path.Combine(Directory.CreateDirectory(Path.Combine(_board.Folder, ".ai-sdlc", "stories", id)).FullName, "story.md");
        File.CreateSymbolicLink(story, target);
        return story;
    }
}
