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

        var isDesktop = Environment.GetEnvironmentVariable("AISDLC_MODULE") is not null;
        Assert.Equal(isDesktop ? "netstandard2.0" : "net8.0", Path.GetFileName(Path.GetDirectoryName(cmdlet.ImplementingType.Assembly.Location)));
    }
}
