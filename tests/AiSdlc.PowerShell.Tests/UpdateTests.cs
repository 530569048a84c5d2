using System;
using System.Collections;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>Update-StoryFrontmatter in the real engine: naming stories, saying what to change, what comes out.</summary>
public sealed class UpdateTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public UpdateTests() => _engine = new Engine(_board.Folder);

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Theory]
    [InlineData("Update-StoryFrontmatter $args[0] @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter -Path $args[0] -Updates @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter ([IO.Path]::GetDirectoryName($args[0])) @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter .ai-sdlc/stories/*/story.md @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter .ai-sdlc/stories/S-000[1-3] @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter -LiteralPath .ai-sdlc/stories/S-0001/story.md @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter -Id s-0001 @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 -Root .ai-sdlc/stories @{ status = 'ready' }")]
    [InlineData("$args[0] | Update-StoryFrontmatter -Set @{ status = 'ready' }")]
    [InlineData("[IO.FileInfo]$args[0] | Update-StoryFrontmatter -Set @{ status = 'ready' }")]
    [InlineData("[pscustomobject]@{ PSPath = $args[0] } | Update-StoryFrontmatter -Set @{ status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter $args[0] -Touch -PassThru | Update-StoryFrontmatter -Set @{ status = 'ready' } -Remove updated")]
    [InlineData("Update-StoryFrontmatter $args[0] -Transform { $_.status = 'ready' }")]
    [InlineData("Update-StoryFrontmatter $args[0] -Transform { param($f) $f['status'] = 'ready'; $f }")]
    public void A_story_can_be_named_in_many_ways(string script)
    {
        Assert.Empty(_engine.Get(script, _board.First));
        Assert.Equal(TempBoard.Story.Replace("backlog #", "ready #", StringComparison.Ordinal), _board.Text);
    }

    [Fact]
    public void A_path_with_brackets_is_taken_literally_by_LiteralPath()
    {
        var odd = _board.Add("S-[1] x", TempBoard.Story);
        _engine.Get("Update-StoryFrontmatter -LiteralPath $args[0] -Set @{ a = 1 }", odd);

        Assert.Contains("\na: 1\n", File.ReadAllText(odd), StringComparison.Ordinal);
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void A_worktree_copy_comes_before_the_boards_own()
    {
        var copy = Path.Combine(_board.Folder, ".ai-sdlc", "worktrees", "w", ".ai-sdlc", "stories", "S-0001", "story.md");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllText(copy, TempBoard.Story);
        var written = _engine.Run("Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -Verbose");

        Assert.Contains("\na: 1\n", File.ReadAllText(copy), StringComparison.Ordinal);
        Assert.Contains(written.Verbose, line => line.Contains(copy, StringComparison.Ordinal));
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void Values_of_PowerShell_become_values_of_YAML()
    {
        _engine.Get("""
            Update-StoryFrontmatter -Id S-0001 ([ordered]@{
                text = 'it is: so'; date = '2026-01-13'; yes = $true; none = $null; number = 42; half = [decimal]0.5
                one = @('x'); empty = @(); map = [ordered]@{ b = 1; a = @{ z = 1; y = 2 } }; object = [pscustomobject]@{ n = 1 }
                day = [DayOfWeek]::Friday; when = [DateTime]::new(2026, 1, 13, 12, 0, 0, [DateTimeKind]::Utc); wrapped = ('a', 'b' | ForEach-Object { $_ })
            })
            """);

        var added = _board.Text.Split("  - two\n")[1].Split("---")[0];
        Assert.Equal(
            """
            text: 'it is: so'
            date: '2026-01-13'
            'yes': true
            none: null
            number: 42
            half: 0.5
            one:
              - x
            empty: []
            map:
              b: 1
              a:
                'y': 2
                z: 1
            object:
              'n': 1
            day: Friday
            when: '2026-01-13T12:00:00.000Z'
            wrapped:
              - a
              - b

            """,
            added);
    }

    [Fact]
    public void PassThru_emits_the_story_as_it_is_now()
    {
        var story = Assert.Single(_engine.Get("Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } -PassThru"));

        Assert.Equal("AiSdlc.Story", story.TypeNames[0]);
        Assert.Equal("S-0001", story.Properties["Id"].Value);
        Assert.Equal(_board.First, story.Properties["Path"].Value);
        Assert.EndsWith("::" + _board.First, (string)story.Properties["PSPath"].Value, StringComparison.Ordinal);
        Assert.Equal("ready", ((IDictionary)story.Properties["Frontmatter"].Value)["status"]);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_board.First))), story.Properties["Version"].Value);
    }

    [Fact]
    public void WhatIf_touches_nothing()
    {
        var folder = Path.GetDirectoryName(_board.First)!;
        var before = Directory.GetLastWriteTimeUtc(folder);
        Assert.Empty(_engine.Get("Update-StoryFrontmatter -Id S-0001 @{ status = 'ready' } -PassThru -WhatIf"));

        Assert.Equal((TempBoard.Story, before), (_board.Text, Directory.GetLastWriteTimeUtc(folder)));
    }

    [Fact]
    public void Of_ten_stories_with_two_bad_ones_eight_are_done()
    {
        var stories = Enumerable.Range(1, 10).Select(i => _board.Add($"S-000{i % 10}", TempBoard.Story)).ToArray();
        File.WriteAllText(stories[3], "---\na: [\n---\n");
        File.Delete(stories[7]);
        var written = _engine.Run("$input | Update-StoryFrontmatter -Set @{ status = 'ready' }".Replace("$input", "$args[0]", StringComparison.Ordinal), (object)stories);

        Assert.Equal(["InvalidFrontmatter", "StoryNotFound"], written.ErrorIds);
        Assert.Equal(8, stories.Where(File.Exists).Count(story => File.ReadAllText(story).Contains("status: ready", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_key_that_differs_by_case_only_is_pointed_out()
    {
        var written = _engine.Run("Update-StoryFrontmatter -Id S-0001 @{ Status = 'ready' }");

        Assert.Contains("'status' is another key", Assert.Single(written.Warnings), StringComparison.Ordinal);
        Assert.Contains("status: backlog", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_can_be_bound_to_the_version_that_was_read()
    {
        var written = _engine.Run("""
            $story = Get-Story -Id S-0001
            Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -IfVersion $story.Version
            Update-StoryFrontmatter -Id S-0001 @{ b = 1 } -IfVersion $story.Version
            Set-StoryStatus -Id S-0001 ready -IfVersion (Get-Story -Id S-0001).Version
            """);

        Assert.Equal(["StoryVersionMismatch"], written.ErrorIds);
        Assert.Contains("\na: 1\n", _board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nb: 1\n", _board.Text, StringComparison.Ordinal);
        Assert.Contains("status: ready", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Culture_does_not_matter()
    {
        _engine.Get("""
            $culture = [cultureinfo]::InvariantCulture.Clone()
            $culture.NumberFormat.NumberDecimalSeparator = ','
            [Threading.Thread]::CurrentThread.CurrentCulture = $culture
            Update-StoryFrontmatter -Id S-0001 @{ half = 0.5; big = [decimal]1234567.25 }
            """);

        Assert.Contains("\nbig: 1234567.25\nhalf: 0.5\n", _board.Text, StringComparison.Ordinal);
    }
}
