using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>One update from end to end, and everything that can come between.</summary>
public sealed class StoryStoreTests : IDisposable
{
    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void An_update_changes_its_keys_and_no_other_byte()
    {
        Update(Set("status", "ready"));

        Assert.Equal(TempBoard.Story.Replace("backlog #", "ready #", StringComparison.Ordinal), _board.Text);
    }

    [Fact]
    public void Operations_apply_in_order_as_one_edit()
    {
        Update(new StoryEdit
        {
            Remove = ["type", "labels"],
            Set = new Hashtable { ["type"] = "bug" },
            Add = new Hashtable { ["labels"] = new[] { "x", "x" } },
            Increment = ["priority", "count"],
            Touch = true,
        });

        var data = Read();
        Assert.Equal("bug", data["type"]);
        Assert.Equal(["x", "x"], (List<object?>)data["labels"]!);
        Assert.Equal((11, 1), (data["priority"], data["count"]));
        Assert.Equal(DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), data["updated"]);
    }

    [Fact]
    public void Adding_a_scalar_that_is_there_adds_nothing_and_a_scalar_becomes_a_list()
    {
        Update(new StoryEdit { Add = new Hashtable { ["labels"] = "one", ["type"] = "bug", ["fresh"] = 1 } });

        Assert.Equal(["one", "two"], (List<object?>)Read()["labels"]!);
        Assert.Equal(["feature", "bug"], (List<object?>)Read()["type"]!);
        Assert.Equal([1], (List<object?>)Read()["fresh"]!);
    }

    [Fact]
    public void Maps_are_merged_key_by_key_when_asked()
    {
        Update(Set("map", new OrderedDictionary { ["a"] = 1, ["b"] = new OrderedDictionary { ["c"] = 2, ["d"] = 3 } }));
        Update(new StoryEdit { Merge = true, Set = new Hashtable { ["map"] = new Hashtable { ["b"] = new Hashtable { ["c"] = 4 } } } });

        Assert.Contains("map:\n  a: 1\n  b:\n    c: 4\n    d: 3\n", _board.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title")]
    [InlineData("labels")]
    public void What_is_no_integer_is_not_incremented(string key)
    {
        var error = Assert.Throws<UnsupportedValueException>(() => Update(new StoryEdit { Increment = [key] }));

        Assert.Equal(key, error.Key);
        AssertUntouched();
    }

    [Fact]
    public void An_update_that_changes_nothing_writes_nothing()
    {
        var before = File.GetLastWriteTimeUtc(_board.First);

        Assert.False(Update(Set("priority", 10.0)).Changed);
        Assert.Equal(before, File.GetLastWriteTimeUtc(_board.First));
    }

    [Fact]
    public void The_file_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are POSIX.");
        foreach (var mode in new[] { UnixFileMode.UserRead, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherExecute })
        {
            File.SetUnixFileMode(_board.First, mode);
            Update(Set("mode", mode.ToString()));

            Assert.Equal(mode, File.GetUnixFileMode(_board.First));
        }
    }

    [Fact]
    public void A_lock_lost_before_the_write_starts_the_update_again()
    {
        var runs = 0;
        Update(Transform(data =>
        {
            if (++runs == 1)
            {
                Directory.Delete(_board.Lock);
                File.WriteAllText(_board.First, _board.Text.Replace("priority: 10", "priority: 77", StringComparison.Ordinal));
            }

            data["seen"] = data["priority"];
        }));

        Assert.Equal(2, runs);
        Assert.Equal(77, Read()["seen"]);
    }

    [Fact]
    public void A_lock_lost_every_time_is_an_error_and_nothing_is_written()
    {
        var error = Assert.Throws<StoryLockCompromisedException>(() => Update(Transform(data =>
        {
            data["n"] = 1;
            Directory.Delete(_board.Lock);
        })));

        Assert.Equal("ECOMPROMISED", error.Code);
        AssertUntouched();
    }

    [Fact]
    public void A_successor_that_took_over_keeps_its_lock_and_its_story()
    {
        StoryLock? successor = null;
        var error = Assert.Throws<StoryLockedException>(() => StoryStore.Shared.Update(
            _board.First,
            Transform(data =>
            {
                data["n"] = 1;
                Directory.Delete(_board.Lock);
                successor = LockManager.Shared.TryTake(AiSdlc.Paths.StoryPaths.Resolve(_board.First), LockOwner.New("successor"));
            }),
            LockRequest.With(new LockTiming(300))));

        Assert.True(successor!.Confirm());
        Assert.Equal("successor", error.Holder!.Runspace);
        AssertUntouched();
        successor.Dispose();
    }

    [Fact]
    public void A_writer_without_the_lock_is_not_overwritten()
    {
        var runs = 0;
        var error = Assert.Throws<StoryChangedException>(() => Update(Transform(data =>
        {
            File.AppendAllText(_board.First, $"\nappended {++runs}");
            data["n"] = runs;
        })));

        Assert.Equal("ESTORYCHANGED", error.Code);
        Assert.False(Read().Contains("n"));
        Assert.EndsWith($"appended {runs}", _board.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("---\na: 1\na: 2\n---\n", "duplicate-key", 3)]
    [InlineData("---\na: [1\n---\n", null, null)]
    [InlineData("", "empty-file", 1)]
    public void Broken_frontmatter_is_located_and_kept(string text, string? rule, int? line)
    {
        File.WriteAllText(_board.First, text);
        var error = Assert.Throws<FrontmatterException>(() => StoryStore.Shared.Update(_board.First, Set("b", 1), LockRequest.With(new LockTiming(100))));

        Assert.Equal((rule ?? error.Rule, line ?? error.Line), (error.Rule, error.Line));
        Assert.Equal(text, _board.Text);
    }

    [Fact]
    public void An_empty_story_is_waited_for()
    {
        File.WriteAllText(_board.First, string.Empty);
        var folder = Path.GetDirectoryName(_board.First)!;
        var untouched = Directory.GetLastWriteTimeUtc(folder);
        var update = new Thread(() => StoryStore.Shared.Update(_board.First, Set("a", 1), Request()));
        update.Start();
        // A lock changes the folder's time, and stays too short to be seen itself: an empty story is waited for without it.
        Assert.True(SpinWait.SpinUntil(() => Directory.GetLastWriteTimeUtc(folder) != untouched, TimeSpan.FromSeconds(10)));
        File.WriteAllText(_board.First, TempBoard.Story);
        update.Join();

        Assert.Equal(1, Read()["a"]);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Assert.Throws<StoryNotFoundException>(() => StoryStore.Shared.Update(_board.First + "x", Set("a", 1), Request()));
        Assert.Throws<StoryNotFoundException>(() => StoryStore.Shared.Update(_board.Folder, Set("a", 1), Request()));
        Assert.Throws<StoryNotFoundException>(() => StoryStore.Shared.Update(Path.Combine(_board.First, "story.md"), Set("a", 1), Request()));
    }

    [Fact]
    public void A_read_only_file_system_is_said_to_be_one()
    {
        using (Folders.ReadOnly(_board.Folder))
        {
            var error = Assert.Throws<StoryReadOnlyException>(() => Update(Set("a", 1)));
            Assert.Equal("EROFS", error.Code);
            Assert.Contains("read-only or insufficient permissions", error.Message, StringComparison.Ordinal);
            Assert.NotNull(error.InnerException);
            Assert.Equal("A story", Read()["title"]);
        }

        AssertUntouched();
    }

    [Fact]
    public void A_full_disk_is_not_called_locked()
    {
        using var mount = Folders.Small(out var folder, "size=64k");
        using var board = new TempBoard(folder);
        File.WriteAllBytes(board.First + ".filler", new byte[28 * 1024]);
        var before = board.Text;

        var error = Assert.Throws<StoryWriteException>(() => StoryStore.Shared.Update(board.First, Set("big", new string('x', 40_000)), Request()));
        Assert.Equal("ENOSPC", error.Code);
        Assert.Equal(before, board.Text);
    }

    [Fact]
    public void A_disk_without_inodes_is_not_called_locked()
    {
        using var mount = Folders.Small(out var folder, "nr_inodes=8");
        using var board = new TempBoard(folder);
        var fillers = Directory.CreateDirectory(Path.Combine(folder, "fillers")).FullName;
        Assert.ThrowsAny<IOException>(() => Enumerable.Range(0, 20).Select(i => Path.Combine(fillers, $"{i}")).ToList().ForEach(file => File.WriteAllText(file, "")));

        Assert.Equal("ENOSPC", Assert.Throws<StoryWriteException>(() => StoryStore.Shared.Update(board.First, Set("a", 1), Request())).Code);
    }

    private static LockRequest Request() => LockRequest.With(new LockTiming());

    private static StoryEdit Set(string key, object? value) => new() { Set = new OrderedDictionary { [key] = value } };

    private static StoryEdit Transform(Action<OrderedDictionary> change) => new()
    {
        Transform = data =>
        {
            change(data);
            return null;
        },
    };

    private StoryUpdate Update(StoryEdit edit) => StoryStore.Shared.Update(_board.First, edit, Request());

    private OrderedDictionary Read() => StoryStore.Shared.Read(_board.First, Request()).ToStory().Frontmatter;

    private void AssertUntouched() => Assert.Equal(TempBoard.Story, _board.Text);
}
