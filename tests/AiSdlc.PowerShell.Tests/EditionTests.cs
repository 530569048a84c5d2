using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Tests;

/// <summary>That a run for Windows PowerShell's build tests that build.</summary>
public sealed class EditionTests
{
    [Fact]
    public void The_build_that_is_loaded_is_the_one_under_test()
    {
        using var engine = new Engine();
        var cmdlet = (CmdletInfo)engine.Get("Get-Command Get-Story").Single().BaseObject;

        var expected = Environment.GetEnvironmentVariable("AISDLC_TEST_EDITION") ?? "net8.0";
        Assert.Equal(expected, Path.GetFileName(Path.GetDirectoryName(cmdlet.ImplementingType.Assembly.Location)));
    }

    [Fact]
    public void The_script_for_Windows_PowerShell_is_content()
    {
        var result = ShellProcess.Finish(["-NoModule", "-File", Path.Combine(Repository.Root, "tests", "WindowsPowerShell.ps1"), Repository.Module]);
        Assert.Equal((0, ""), (result.ExitCode, result.StdErr));
    }
}
