using System;
using System.IO;
using System.Linq;

namespace AiSdlc.Tests;

/// <summary>The Shell's -File: parameters, what the script knows of itself, and exit codes.</summary>
public sealed class ShellFileTests : IDisposable
{
    // Brackets are wildcards to PowerShell, and blanks separate words: neither may matter in a path.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shell [a] ");

    [Theory]
    [InlineData("<> False 1 <>")]
    [InlineData("<x> False 2 <y z>", "x", "2", "y", "z")]
    [InlineData("<v> True 7 <x y>", "-Name", "v", "-Flag", "-Count", "7", "x", "y")]
    [InlineData("<v> False 1 <>", "-Name:v", "-Flag:$false")]
    [InlineData("<v> True 1 <>", "-Name:", "v", "-Flag:$true")]
    [InlineData("<a b> False -3 <$HOME>", "-Name", "a b", "-Count", "-3", "$HOME")]
    public void Arguments_bind_to_the_param_block(string expected, params string[] arguments)
    {
        var script = Script("""
            param([string] $Name, [switch] $Flag, [int] $Count = 1, [Parameter(ValueFromRemainingArguments)] [string[]] $Rest)
            "<$Name> $Flag $Count <$Rest>"
            """);

        Assert.Equal(expected, Run([script, .. arguments]).StdOut.TrimEnd());
    }

    [Fact]
    public void An_argument_that_does_not_fit_is_an_error()
    {
        var result = Run(Script("param([int] $Count) $Count"), "-Count", "many");

        Assert.Equal((1, ""), (result.ExitCode, result.StdOut));
        Assert.Contains("'Count'", result.StdErr, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_knows_where_it_is()
    {
        Script("$PSScriptRoot; $PSCommandPath; $MyInvocation.MyCommand.Path");

        var result = ShellProcess.Finish(["-NoModule", "-File", "script.ps1"], folder: _folder.FullName);

        // Names only: the temp folder may be reached through a link.
        string?[] names = [.. result.StdOut.TrimEnd().Split(Environment.NewLine).Select(Path.GetFileName)];
        Assert.Equal([_folder.Name, "script.ps1", "script.ps1"], names);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 9", 9)]
    [InlineData("function Leave { exit 9 }; Leave; 1", 9)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("1 )", 1)]
    [InlineData("Get-Nothing", 0)]
    public void Exit_code_is_that_of_pwsh(string script, int expected) => Assert.Equal(expected, Run(Script(script)).ExitCode);

    [Fact]
    public void Exit_code_of_a_native_program_does_not_count()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs /bin/sh");
        Assert.Equal(0, Run(Script("/bin/sh -c 'exit 5'")).ExitCode);
    }

    [Fact]
    public void The_exit_of_a_script_called_by_the_script_ends_only_that_script()
    {
        Script("exit 4", "inner.ps1");

        var result = Run(Script("& \"$PSScriptRoot/inner.ps1\"; \"inner said $LASTEXITCODE\""));

        Assert.Equal((0, "inner said 4"), (result.ExitCode, result.StdOut.TrimEnd()));
    }

    [Theory]
    [InlineData("throw 'broken'")]
    [InlineData("[int] 'broken'")]
    public void An_error_shows_its_line(string statement)
    {
        var script = Script($"1\n{statement}\n");

        var result = Run(script);

        Assert.Equal("1", result.StdOut.TrimEnd());
        Assert.Contains($"{script}:2", result.StdErr, StringComparison.Ordinal);
        Assert.Contains("broken", result.StdErr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.ps1", "does not exist")]
    [InlineData("notes.txt", "does not end in '.ps1'")]
    public void A_file_that_is_no_script_is_refused(string name, string expected)
    {
        Script("1", "notes.txt");

        var result = Run(Path.Combine(_folder.FullName, name));

        Assert.Equal((64, ""), (result.ExitCode, result.StdOut));
        Assert.Contains(expected, result.StdErr, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ShellResult Run(params string[] fileAndArguments) => ShellProcess.Finish(["-NoModule", "-File", .. fileAndArguments]);

    private string Script(string text, string name = "script.ps1")
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
