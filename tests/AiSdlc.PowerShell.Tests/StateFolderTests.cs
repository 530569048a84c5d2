using System;
using System.Collections.Generic;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>A state folder in which somebody else could declare a living holder dead is not used.</summary>
public sealed class StateFolderTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly string _state;

    public StateFolderTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes, owners and links as these are POSIX.");
        _state = Directory.CreateDirectory(Path.Combine(_board.Folder, "state"), (UnixFileMode)Convert.ToInt32("700", 8)).FullName;
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void One_of_our_own_holds_a_record_for_each_held_story() => AssertRecords(1, _state);

    [Theory]
    [InlineData("777")]
    [InlineData("720")]
    [InlineData("1777")]
    public void One_that_others_may_write_is_not_used(string mode)
    {
        File.SetUnixFileMode(_state, (UnixFileMode)Convert.ToInt32(mode, 8));
        AssertRecords(0, _state);
    }

    [Fact]
    public void One_that_somebody_else_owns_is_not_used()
    {
        Assert.SkipUnless(Folders.Try("chown", "12345", _state), "A folder can be given away by root.");
        AssertRecords(0, _state);
    }

    [Fact]
    public void A_link_to_one_is_not_used()
    {
        var link = Path.Combine(_board.Folder, "link");
        Directory.CreateSymbolicLink(link, _state);
        AssertRecords(0, link);
    }

    private void AssertRecords(int expected, string state)
    {
        var result = PwshProcess.Run(
            "Update-StoryFrontmatter -Id S-0001 -Transform { $_.records = @(Get-ChildItem $env:AISDLC_STATE_DIR).Count }",
            _board.Folder, new Dictionary<string, string> { ["AISDLC_STATE_DIR"] = state });

        Assert.Equal((0, ""), (result.ExitCode, result.StdErr));
        Assert.Contains($"\nrecords: {expected}\n", _board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_state), entry => entry.EndsWith(".holder", StringComparison.Ordinal));
    }
}
