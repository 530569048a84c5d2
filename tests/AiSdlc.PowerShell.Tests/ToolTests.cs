using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json.Nodes;

namespace AiSdlc.Tests;

/// <summary>The PowerShell that tests start is the one that README's commands fetch.</summary>
public sealed class ToolTests
{
    [Fact]
    public void The_manifest_of_tools_names_the_PowerShell_of_the_tests()
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".config", "dotnet-tools.json")))!;
        var version = (string)manifest["tools"]!["powershell"]!["version"]!;

        Assert.StartsWith(version + " ", FileVersionInfo.GetVersionInfo(Repository.PowerShell).ProductVersion, StringComparison.Ordinal);
    }
}
