using System;
using System.IO;
using System.Linq;
using AiSdlc.Platform;

namespace AiSdlc.Tests;

/// <summary>The operating system's calls, where they differ from .NET's own.</summary>
public sealed class PlatformTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly string _folder;

    public PlatformTests() => _folder = Path.GetDirectoryName(_board.First)!;

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_listing_has_every_name()
    {
        string[] names = ["story.md", ".hidden", "ä[1].md", "雪 ❄.md", new('x', 255)];
        foreach (var name in names)
            File.WriteAllText(Path.Combine(_folder, name), "");
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));

        Assert.Equal(names.Append("folder").Order(StringComparer.Ordinal), FileSystem.Current.List(_folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_listed() =>
        Assert.Equal("ENOENT", Assert.Throws<NativeException>(() => FileSystem.Current.List(Path.Combine(_folder, "none"))).Code);

    [Fact]
    public void A_listing_leaves_the_access_time_alone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can do that.");
        var before = Unread();
        Directory.GetFileSystemEntries(_folder);
        Assert.SkipWhen(Directory.GetLastAccessTimeUtc(_folder) == before, "This file system keeps no access times.");

        before = Unread();
        FileSystem.Current.List(_folder);
        Assert.Equal(before, Directory.GetLastAccessTimeUtc(_folder));
    }

    // As relatime has it, the next look counts: the folder has changed since the last one.
    private DateTime Unread()
    {
        Directory.SetLastAccessTimeUtc(_folder, DateTime.UtcNow.AddDays(-2));
        Directory.SetLastWriteTimeUtc(_folder, DateTime.UtcNow);
        return Directory.GetLastAccessTimeUtc(_folder);
    }
}
