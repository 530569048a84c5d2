using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace AiSdlc.Tests;

/// <summary>The package that build.ps1 makes of the staged module.</summary>
public sealed class PackageTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("package-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_is_small_and_the_same_each_time()
    {
        var first = File.ReadAllBytes(Pack("one"));

        Assert.InRange(first.Length, 1, Megabyte);
        Assert.Equal(first, File.ReadAllBytes(Pack("two")));
    }

    [Fact]
    public void It_says_of_itself_what_a_gallery_wants_to_know()
    {
        using var package = ZipFile.OpenRead(Pack("one"));
        using var specification = package.GetEntry("AiSdlc.PowerShell.nuspec")!.Open();
        var metadata = XDocument.Load(specification).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value);

        string[] needed = ["id", "version", "authors", "owners", "licenseUrl", "projectUrl", "description", "releaseNotes", "copyright", "tags"];
        Assert.All(needed, name => Assert.NotEqual("", metadata[name]));
        Assert.Equal(Version(), metadata["version"]);
        string[] tags = ["PSModule", "PSEdition_Core", "PSEdition_Desktop", "PSCmdlet_Update-StoryFrontmatter"];
        Assert.Subset(metadata["tags"].Split(' ').ToHashSet(), tags.ToHashSet());
    }

    [Fact]
    public void Unpacked_into_a_modules_folder_it_is_found_by_name_and_works_without_the_repository()
    {
        using var board = new TempBoard();
        var modules = Path.Combine(_folder.FullName, "modules");
        ZipFile.ExtractToDirectory(Pack("one"), Path.Combine(modules, "AiSdlc.PowerShell", Version()));

        var result = ShellProcess.Finish(
            ["-NoModule", "-Command", "Import-Module AiSdlc.PowerShell; Update-StoryFrontmatter -Id S-0001 @{ a = 1 }; (Get-Module AiSdlc.PowerShell).ModuleBase; (Get-Help Get-Story).Synopsis"],
            folder: board.Folder,
            environment: new Dictionary<string, string> { ["PSModulePath"] = modules });

        var output = result.StdOut.Trim().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("", result.StdErr);
        Assert.Equal([Path.Combine(modules, "AiSdlc.PowerShell", Version()), "Reads stories as objects."], output);
        Assert.Contains("\na: 1\n", board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_no_other_module()
    {
        using var engine = new Engine();
        Assert.Empty(engine.Get("(Test-ModuleManifest $args[0]).RequiredModules", Repository.Module));
    }

    // The one place that has it.
    private static string Version() => XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    private string Pack(string into)
    {
        var result = ShellProcess.Finish(
            ["-NoModule", "-File", Path.Combine(Repository.Root, "tools", "New-Package.ps1"), Path.GetDirectoryName(Repository.Module)!, Path.Combine(_folder.FullName, into)]);
        Assert.Equal("", result.StdErr);
        return result.StdOut.Trim();
    }
}
