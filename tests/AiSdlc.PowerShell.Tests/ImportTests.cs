using System;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>The module imported again and again, each time in a process of its own.</summary>
public sealed class ImportTests : IDisposable
{
    private static readonly string Import = PwshProcess.ImportModule;

    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Importing_it_twice_or_by_force_changes_nothing() =>
        Expect("count: 1\ncount: 2\ncount: 3", Import, UseModule, Import, UseModule, Import + " -Force", UseModule);

    [Fact]
    public void Thirty_two_runspaces_may_import_it_at_once()
    {
        Expect("1", $$"""
            1..32 | ForEach-Object -ThrottleLimit 32 -Parallel {
                {{Import}}
                Update-StoryFrontmatter '{{_board.First}}' -Increment count
            }
            1
            """);
        Assert.Contains("\ncount: 32\n", _board.Text, StringComparison.Ordinal);
    }

    private string UseModule =>
        $"Update-StoryFrontmatter '{_board.First}' -Increment count -PassThru | ForEach-Object {{ 'count: ' + $_.Frontmatter['count'] }}";

    private static void Expect(string output, params string[] script)
    {
        var result = PwshProcess.RunBare(string.Join('\n', script.Prepend("$ErrorActionPreference = 'Stop'")));
        Assert.Equal((output, ""), (result.StdOut.Trim().ReplaceLineEndings("\n"), result.StdErr));
    }
}
