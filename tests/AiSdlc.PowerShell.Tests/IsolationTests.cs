using System;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>The module beside others in one session, each in a process of its own.</summary>
public sealed class IsolationTests : IDisposable
{
    private static readonly string Import = PwshProcess.ImportModule;

    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData("11.2.1")]
    [InlineData("16.3.0")]
    public void A_YamlDotNet_that_is_loaded_before_the_module_keeps_working_and_so_does_the_module(string version) =>
        Expect($"{version}\na: 1\ncount: 1\na: 1", LoadYaml(version), YamlVersion, UseYaml, Import, UseModule, UseYaml);

    [Theory]
    [InlineData("11.2.1")]
    [InlineData("16.3.0")]
    public void A_YamlDotNet_that_is_loaded_after_the_module_works_and_the_module_keeps_working(string version) =>
        Expect($"count: 1\n{version}\na: 1\ncount: 2", Import, UseModule, LoadYaml(version), YamlVersion, UseYaml, UseModule);

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

    private static string YamlVersion => "([version][Diagnostics.FileVersionInfo]::GetVersionInfo([YamlDotNet.Serialization.Serializer].Assembly.Location).FileVersion).ToString(3)";

    private static string UseYaml => "[YamlDotNet.Serialization.Serializer]::new().Serialize(@{ a = 1 }).Trim()";

    private static string LoadYaml(string version) =>
        $"[void][Reflection.Assembly]::LoadFrom('{Path.Combine(AppContext.BaseDirectory, "YamlDotNet-" + version, "YamlDotNet.dll")}')";

    private static void Expect(string output, params string[] script)
    {
        var result = PwshProcess.RunBare(string.Join('\n', script.Prepend("$ErrorActionPreference = 'Stop'")));
        Assert.Equal((output, ""), (result.StdOut.Trim().ReplaceLineEndings("\n"), result.StdErr));
    }
}
