using System;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Tests;

/// <summary>The staged module as a package: what it exports, how it is imported, how its objects look.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void It_exports_its_cmdlets_and_nothing_else()
    {
        using var engine = new Engine();
        var module = engine.Get("Get-Module AiSdlc.PowerShell").Single();

        Assert.Equal(
            [
                "Add-StoryContent", "Add-StoryRefinement", "Add-StoryReview", "Block-Story", "Complete-Story", "Get-Story", "Get-StoryLock", "New-Story",
                "Remove-StaleStoryLock", "Reset-Story", "Set-StoryOutput", "Set-StoryPullRequest", "Set-StoryStatus", "Show-StoryBoard", "Test-Story",
                "Unblock-Story", "Update-StoryFrontmatter", "Use-StoryLock",
            ],
            ((PSModuleInfo)module.BaseObject).ExportedCommands.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_can_be_imported_again()
    {
        using var board = new TempBoard();
        using var engine = new Engine(board.Folder);
        var written = engine.Run(
            "Import-Module $args[0]; Import-Module $args[0] -Force; Remove-Module AiSdlc.PowerShell; Import-Module $args[0]; Update-StoryFrontmatter -Id S-0001 @{ a = 1 }",
            Repository.Module);

        Assert.Empty(written.Errors);
        Assert.Contains("\na: 1\n", board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_editor_and_its_parser_stay_out_of_the_default_load_context()
    {
        using var board = new TempBoard();
        using var engine = new Engine(board.Folder);
        engine.Get("Update-StoryFrontmatter -Id S-0001 @{ a = 1 }");

        var shared = System.Runtime.Loader.AssemblyLoadContext.Default.Assemblies.Select(assembly => assembly.GetName().Name).ToList();
        Assert.Contains("AiSdlc.Core", shared);
        Assert.DoesNotContain("AiSdlc.Frontmatter", shared);
        Assert.DoesNotContain("YamlDotNet", shared);
    }

    [Fact]
    public void Every_public_exception_can_be_caught_by_its_type()
    {
        using var engine = new Engine();
        engine.Get("$null"); // the module, and with it the core, is loaded
        var core = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "AiSdlc.Core");
        var exceptions = core.GetExportedTypes().Where(type => typeof(Exception).IsAssignableFrom(type) && !type.IsAbstract).ToArray();
        Assert.NotEmpty(exceptions);
        foreach (var type in exceptions)
        {
            var thrown = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type); // has no public constructor
            Assert.Equal("caught", $"{engine.Get($"try {{ throw $args[0] }} catch [{type.FullName}] {{ 'caught' }}", thrown).Single()}");
            Assert.Equal("caught", $"{engine.Get("try { throw $args[0] } catch [AiSdlc.StoryException] { 'caught' }", thrown).Single()}");
        }
    }

    [Fact]
    public void A_lock_is_shown_as_a_row()
    {
        using var board = new TempBoard();
        board.LockElsewhere(TimeSpan.FromHours(1));
        var shown = ShellProcess.Finish(["-Command", "Get-StoryLock"], folder: board.Folder).StdOut;
        System.IO.Directory.Delete(board.Lock);

        Assert.Matches(@"StoryId +State +Age Holder +Path", shown);
        Assert.Matches(@"S-0001 +Stale +36\d\d\.\d s \(no record\) +\S+", shown);
    }
}
