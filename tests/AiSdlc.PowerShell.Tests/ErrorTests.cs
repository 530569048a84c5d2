using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Tests;

/// <summary>Each kind of trouble has its id, its category and its exception, and leaves the story as it was.</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly TempBoard _board = new();
    private readonly Engine _engine;

    public ErrorTests() => _engine = new Engine(_board.Folder);

    public void Dispose()
    {
        _engine.Dispose();
        _board.Dispose();
    }

    [Theory]
    [InlineData("Update-StoryFrontmatter missing @{ a = 1 }", "StoryNotFound", ErrorCategory.ObjectNotFound, "StoryNotFoundException")]
    [InlineData("Update-StoryFrontmatter nodrive:\\x @{ a = 1 }", "StoryNotFound", ErrorCategory.ObjectNotFound, "StoryNotFoundException")]
    [InlineData("Update-StoryFrontmatter .ai-sdlc @{ a = 1 }", "StoryNotFound", ErrorCategory.ObjectNotFound, "StoryNotFoundException")]
    [InlineData("Update-StoryFrontmatter -Id S-9 @{ a = 1 }", "StoryNotFound", ErrorCategory.ObjectNotFound, "StoryNotFoundException")]
    [InlineData("Update-StoryFrontmatter -Id S-1 -Root / @{ a = 1 }", "StoryRootNotFound", ErrorCategory.ObjectNotFound, "StoryNotFoundException")]
    [InlineData("Update-StoryFrontmatter -Id ../S-0001 @{ a = 1 }", "InvalidStoryId", ErrorCategory.InvalidArgument, "InvalidStoryIdException")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 @{ a = { x } }", "UnsupportedValue", ErrorCategory.InvalidArgument, "UnsupportedValueException")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 @{ a = [long]::MaxValue }", "UnsupportedValue", ErrorCategory.InvalidArgument, "UnsupportedValueException")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 -Increment title", "UnsupportedValue", ErrorCategory.InvalidArgument, "UnsupportedValueException")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 -Transform { throw 'no' }", "TransformFailed", ErrorCategory.InvalidResult, "StoryTransformException")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 -Transform { 42 }", "TransformFailed", ErrorCategory.InvalidResult, "StoryTransformException")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 -Transform { $_.a = 1; [IO.Directory]::Delete(\"$PWD/.ai-sdlc/stories/S-0001/story.md.lock\") }", "StoryLockCompromised", ErrorCategory.ResourceBusy, "StoryLockCompromisedException")]
    [InlineData("Update-StoryFrontmatter -Id S-0001 -Transform { $_.a = 1; [IO.File]::SetLastWriteTimeUtc(\"$PWD/.ai-sdlc/stories/S-0001/story.md\", [DateTime]::UtcNow) }", "StoryChanged", ErrorCategory.ResourceExists, "StoryChangedException")]
    public void Trouble_has_its_error(string script, string id, ErrorCategory category, string exception)
    {
        var error = Assert.Single(_engine.Run(script).Errors);

        Assert.Equal($"{id},AiSdlc.Commands.UpdateStoryFrontmatterCommand", error.FullyQualifiedErrorId);
        Assert.Equal((category, exception), (error.CategoryInfo.Category, error.Exception.GetType().Name));
        Assert.Equal(TempBoard.Story, _board.Text);
    }

    [Fact]
    public void A_held_lock_is_named_with_its_story_and_the_path_is_the_target()
    {
        _board.LockElsewhere();
        var error = Assert.Single(_engine.Run("Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 0").Errors);

        Assert.Equal((ErrorCategory.ResourceBusy, (object)_board.First), (error.CategoryInfo.Category, error.TargetObject));
        Assert.StartsWith("Story S-0001 is locked by another process", error.Exception.Message, StringComparison.Ordinal);
        Directory.Delete(_board.Lock);
    }

    [Fact]
    public void A_lock_path_that_is_a_file_is_an_error_of_its_own()
    {
        File.WriteAllText(_board.Lock, "mine");
        var written = _engine.Run("Update-StoryFrontmatter -Id S-0001 @{ a = 1 }; Remove-StaleStoryLock");

        Assert.Equal(["StoryLockInvalid", "StoryLockInvalid"], written.ErrorIds);
        Assert.Equal("mine", File.ReadAllText(_board.Lock));
        File.Delete(_board.Lock);
    }

    [Fact]
    public void A_read_only_board_is_an_error_of_permission()
    {
        using (Folders.ReadOnly(_board.Folder))
        {
            var error = Assert.Single(_engine.Run("Update-StoryFrontmatter -Id S-0001 @{ a = 1 }").Errors);
            Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        }
    }

    [Fact]
    public void What_a_transformation_threw_is_inside()
    {
        var error = Assert.Single(_engine.Run("Update-StoryFrontmatter -Id S-0001 -Transform { throw 'because' }").Errors);

        Assert.Equal("because", error.Exception.InnerException!.Message);
    }

    [Fact]
    public void A_story_is_not_updated_inside_its_own_transformation()
    {
        var written = _engine.Run("Update-StoryFrontmatter -Id S-0001 -Transform { Update-StoryFrontmatter -Id S-0001 @{ inner = 1 }; $_.outer = 1 }");

        Assert.Equal(["NestedStoryLock"], written.ErrorIds);
        Assert.Contains("\nouter: 1\n", _board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("inner", _board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_can_be_caught_by_type()
    {
        _board.LockElsewhere();
        var caught = _engine.Get("""
            try { Update-StoryFrontmatter -Id S-0001 @{ a = 1 } -LockTimeout 0 -ErrorAction Stop }
            catch [AiSdlc.StoryLockedException] { $_.Exception.LockPath }
            try { Update-StoryFrontmatter missing @{ a = 1 } -ErrorAction Stop }
            catch [AiSdlc.StoryException] { $_.Exception.Code }
            """);

        Assert.Equal([_board.Lock, "ENOENT"], caught.Select(value => value.BaseObject));
        Directory.Delete(_board.Lock);
    }
}
