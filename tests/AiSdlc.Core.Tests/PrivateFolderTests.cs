using System;
using System.IO;
using AiSdlc.Platform;

namespace AiSdlc.Tests;

/// <summary>The state folder: judged by each use, never through a link, never somebody else's.</summary>
public sealed class PrivateFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("aisdlc-private-").FullName;
    private readonly string _state;

    public PrivateFolderTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reached through a descriptor on Linux.");
        _state = Path.Combine(_root, "a", "state");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_is_made_for_its_user_alone_and_keeps_texts()
    {
        using var folder = PrivateFolder.TryOpen(_state)!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_state));
        Assert.True(folder.TryWrite("x", "one", isNew: true));
        Assert.False(folder.TryWrite("x", "two", isNew: true));
        Assert.True(folder.TryWrite("x", "2", isNew: false));
        Assert.Equal(("2", null), (folder.TryRead("x"), folder.TryRead("y")));
        Assert.Equal(["x"], folder.Names());
        Assert.True(folder.TryDelete("x"));
        Assert.False(folder.TryDelete("x"));
    }

    [Fact]
    public void A_link_in_its_place_is_no_state_folder()
    {
        var other = Directory.CreateDirectory(Path.Combine(_root, "other")).FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(_state)!);
        Directory.CreateSymbolicLink(_state, other);

        Assert.Null(PrivateFolder.TryOpen(_state));
        Assert.Empty(Directory.GetFileSystemEntries(other));
    }

    [Fact]
    public void What_takes_its_place_after_it_was_opened_gets_nothing()
    {
        using var folder = PrivateFolder.TryOpen(_state)!;
        Directory.Move(_state, _state + ".away");
        var other = Directory.CreateDirectory(_state).FullName;
        File.CreateSymbolicLink(Path.Combine(other, "x"), Path.Combine(_root, "victim"));
        folder.TryWrite("x", "text", isNew: false);

        Assert.False(File.Exists(Path.Combine(_root, "victim")));
        Assert.Equal("text", File.ReadAllText(Path.Combine(_state + ".away", "x")));
    }

    [Fact]
    public void A_link_in_it_is_not_written_through()
    {
        using var folder = PrivateFolder.TryOpen(_state)!;
        File.CreateSymbolicLink(Path.Combine(_state, "x"), Path.Combine(_root, "victim"));

        Assert.Equal("ELOOP", Assert.Throws<NativeException>(() => folder.TryWrite("x", "text", isNew: false)).Code);
        Assert.False(File.Exists(Path.Combine(_root, "victim")));
    }

    [Fact]
    public void One_that_others_may_write_into_is_none()
    {
        PrivateFolder.TryOpen(_state)!.Dispose();
        File.SetUnixFileMode(_state, (UnixFileMode)0x1FF);

        Assert.Null(PrivateFolder.TryOpen(_state));
    }

    [Fact]
    public void One_of_another_user_is_none_and_none_is_made_in_another_users_home()
    {
        var home = Directory.CreateDirectory(Path.Combine(_root, "home")).FullName;
        Assert.SkipUnless(Folders.Try("chown", "12345", home), "Only root gives folders away.");

        Assert.Null(PrivateFolder.TryOpen(Path.Combine(home, "state", "ai-sdlc")));
        Assert.Empty(Directory.GetFileSystemEntries(home));
        Assert.Null(PrivateFolder.TryOpen(home));
    }
}
