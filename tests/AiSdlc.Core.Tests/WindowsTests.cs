using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.AccessControl;
using System.Security.Principal;
using System.Threading.Tasks;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Tests;

/// <summary>What Windows does and other systems do not.</summary>
public sealed class WindowsTests : IDisposable
{
    private static readonly bool s_isWine = OperatingSystem.IsWindows() && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);
    private readonly TempBoard _board;

    public WindowsTests()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Files, names and rights of Windows.");
        _board = new TempBoard();
    }

    public void Dispose() => _board?.Dispose();

    [Theory]
    [InlineData("story.md:x")]
    [InlineData("story.md::$DATA")]
    [InlineData("s:x")]
    public void A_stream_of_a_file_is_no_story(string name)
    {
        Assert.Throws<StoryNotFoundException>(() => Update(Path.GetDirectoryName(_board.First) + Path.DirectorySeparatorChar + name));
        AssertUntouched();
    }

    [Theory]
    [InlineData("STORY.md")]
    [InlineData("story.md.")]
    [InlineData("story.md ")]
    [InlineData("../S-0001/story.md")]
    public void Every_name_of_a_story_takes_the_same_lock(string name) =>
        Assert.Equal(StoryPaths.Resolve(_board.First).Lock, StoryPaths.Resolve(Path.Combine(Path.GetDirectoryName(_board.First)!, name)).Lock);

    [Fact]
    public void A_verbatim_path_and_one_with_slashes_are_the_same_story()
    {
        var first = StoryPaths.Resolve(_board.First);
        Assert.Equal(first.Key, StoryPaths.Resolve(@"\\?\" + _board.First).Key);
        Assert.Equal(first.Key, StoryPaths.Resolve(_board.First.Replace('\\', '/')).Key);
    }

    [Theory]
    [InlineData(@"\\?\C:\board\story.md", @"C:\board\story.md")]
    [InlineData(@"\\?\UNC\server\share\story.md", @"\\server\share\story.md")]
    [InlineData(@"\\?\C:\board.\story.md", @"\\?\C:\board.\story.md")]
    [InlineData(@"\\?\C:\board\story.md ", @"\\?\C:\board\story.md ")]
    [InlineData(@"\\?\C:\board\nul", @"\\?\C:\board\nul")]
    [InlineData(@"C:\board\story.md", @"C:\board\story.md")]
    public void The_prefix_goes_where_the_path_is_the_same_without(string path, string plain) => Assert.Equal(plain, WindowsPath.Plain(path));

    [Fact]
    public void A_long_path_gets_the_prefix()
    {
        var name = new string('x', 250);
        Assert.Equal($@"\\?\C:\{name}", WindowsPath.Wide($@"C:\{name}"));
        Assert.Equal($@"\\?\UNC\server\{name}", WindowsPath.Wide($@"\\server\{name}"));
        Assert.Equal(@"C:\x", WindowsPath.Wide(@"C:\x"));
    }

    [Fact]
    public void A_story_at_a_long_path_is_updated()
    {
        var story = _board.Add(Path.Combine([.. Enumerable.Repeat(new string('x', 100), 4)]), TempBoard.Story);

        Update(story);
        Assert.Contains("count: 1", File.ReadAllText(story), StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(story)!));
    }

    [Fact]
    public void A_read_only_story_is_refused()
    {
        File.SetAttributes(_board.First, FileAttributes.ReadOnly);
        try
        {
            Assert.Equal("EACCES", Assert.Throws<StoryReadOnlyException>(() => Update(_board.First)).Code);
        }
        finally
        {
            File.SetAttributes(_board.First, FileAttributes.Normal);
        }

        AssertUntouched();
    }

    [Fact]
    public void A_hidden_story_stays_hidden()
    {
        File.SetAttributes(_board.First, FileAttributes.Hidden | FileAttributes.System);
        Update(_board.First);
        Assert.Equal(FileAttributes.Hidden | FileAttributes.System, File.GetAttributes(_board.First) & ~FileAttributes.Archive);
    }

    [Fact]
    public void The_access_rules_stay()
    {
        var rules = new FileSecurity();
        rules.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        rules.AddAccessRule(new FileSystemAccessRule(WindowsIdentity.GetCurrent().User!, FileSystemRights.FullControl, AccessControlType.Allow));
        var inherited = AccessRules.Read(_board.First)!;
        AccessRules.Write(_board.First, rules.GetSecurityDescriptorBinaryForm());
        var own = AccessRules.Read(_board.First)!;
        Assert.NotEqual(inherited, own);

        Update(_board.First);
        Assert.Equal(own, AccessRules.Read(_board.First));
    }

    [Fact]
    public async Task A_program_that_has_the_story_open_alone_for_a_moment_is_waited_for()
    {
        var other = new FileStream(_board.First, FileMode.Open, FileAccess.Read, FileShare.Read);
        var update = Task.Run(() => Update(_board.First));
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(update.IsCompleted);
        await other.DisposeAsync();
        await update;
        Assert.Contains("count: 1", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_keeps_the_story_open_alone_is_named_by_the_error()
    {
        using (new FileStream(_board.First, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            var error = Record.Exception(() => Update(_board.First));
            Assert.True(error is StoryWriteException { Code: "EBUSY" } || (s_isWine && error is StoryReadOnlyException), $"{error}");
        }

        AssertUntouched();
    }

    [Fact]
    public void A_story_that_is_open_and_shared_is_replaced_at_once_and_its_reader_keeps_the_former_one()
    {
        Assert.SkipWhen(s_isWine, "Wine 10 replaces no file that is open.");
        using var reader = new StreamReader(new FileStream(_board.First, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        Update(_board.First);
        Assert.Equal(TempBoard.Story, reader.ReadToEnd());
        Assert.Contains("count: 1", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_lock_that_was_looked_at_is_removed_or_renewed()
    {
        _board.LockElsewhere();
        var seen = LockSnapshot.Of(_board.Lock).Modified;
        var other = seen.AddTicks(1);

        Assert.False(FileSystem.Current.TryRemoveDirectory(_board.Lock, other));
        Assert.Equal("ENOENT", Assert.Throws<NativeException>(() => FileSystem.Current.SetTime(null, _board.Lock, other, former: other)).Code);
        Assert.Equal(seen, LockSnapshot.Of(_board.Lock).Modified);

        Assert.Equal(other, FileSystem.Current.SetTime(null, _board.Lock, other, former: seen));
        Assert.True(FileSystem.Current.TryRemoveDirectory(_board.Lock, other));
        Assert.False(FileSystem.Current.TryRemoveDirectory(_board.Lock, other));
        Assert.False(Directory.Exists(_board.Lock));
    }

    [Fact]
    public void A_time_that_no_calendar_has_is_far_ahead()
    {
        _board.LockElsewhere();
        using (var folder = WindowsHandle.Open(_board.Lock, Kernel32.WriteAttributes))
        {
            Assert.True(Kernel32.SetFileTime(folder, IntPtr.Zero, IntPtr.Zero, long.MaxValue - 1));
        }

        Assert.True(LockSnapshot.Of(_board.Lock).Modified > DateTime.UtcNow.AddYears(100));
        Directory.Delete(_board.Lock);
    }

    private static void Update(string story) => StoryStore.Shared.Update(story, new StoryEdit { Increment = ["count"] }, LockRequest.With(new LockTiming()));

    private void AssertUntouched()
    {
        Assert.Equal(TempBoard.Story, _board.Text);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(_board.First)!));
    }
}
