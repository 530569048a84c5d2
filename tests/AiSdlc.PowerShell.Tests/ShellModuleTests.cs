using System;
using System.Collections.Generic;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>How the Shell finds and imports its module, with a module made for the purpose.</summary>
public sealed class ShellModuleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shell-");

    [Fact]
    public void The_module_is_imported_with_its_views()
    {
        WriteModule("function Get-Thing { [pscustomobject] @{ PSTypeName = 'Thing'; Name = 'one'; Hidden = 2 } }");

        var result = Run("-Command", "Get-Thing");

        Assert.Equal(["", "Title", "-----", "one"], result.StdOut.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public void Other_runspaces_and_child_processes_find_the_module_by_name()
    {
        WriteModule("function Get-Thing { 'one' }");

        var result = Run("-Command", """
            1 | ForEach-Object -Parallel { Get-Thing }
            ($env:PSModulePath -split [IO.Path]::PathSeparator)[0]
            """);

        Assert.Equal(["one", _folder.FullName], result.StdOut.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public void Without_the_module_its_commands_are_unknown()
    {
        WriteModule("function Get-Thing { 'one' }");

        var result = Run("-NoModule", "-Command", "Get-Thing");

        Assert.Equal((1, ""), (result.ExitCode, result.StdOut));
    }

    [Fact]
    public void A_missing_module_is_an_error_that_says_where_it_was_sought()
    {
        var result = Run("-Command", "'ran'");

        Assert.Equal((1, ""), (result.ExitCode, result.StdOut));
        Assert.Contains(_folder.FullName, result.StdErr, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_module_is_an_error_that_says_what_is_wrong()
    {
        WriteModule("throw 'not today'");

        var result = Run("-Command", "'ran'");

        Assert.Equal((1, ""), (result.ExitCode, result.StdOut));
        Assert.Contains("not today", result.StdErr, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ShellResult Run(params string[] arguments) => ShellProcess.Finish(
        arguments, environment: new Dictionary<string, string> { ["AISDLC_MODULE_PATH"] = _folder.FullName });

    private void WriteModule(string script)
    {
        var module = _folder.CreateSubdirectory("AiSdlc.PowerShell").FullName;
        File.WriteAllText(Path.Combine(module, "Thing.psm1"), script);
        File.WriteAllText(Path.Combine(module, "AiSdlc.PowerShell.psd1"), """
            @{
                ModuleVersion = '1.0.0'; RootModule = 'Thing.psm1'; FormatsToProcess = 'Thing.Format.ps1xml'
                FunctionsToExport = 'Get-Thing'; CmdletsToExport = @(); AliasesToExport = @()
            }
            """);
        File.WriteAllText(Path.Combine(module, "Thing.Format.ps1xml"), """
            <Configuration><ViewDefinitions><View>
              <Name>Thing</Name>
              <ViewSelectedBy><TypeName>Thing</TypeName></ViewSelectedBy>
              <TableControl>
                <TableHeaders><TableColumnHeader><Label>Title</Label></TableColumnHeader></TableHeaders>
                <TableRowEntries><TableRowEntry><TableColumnItems>
                  <TableColumnItem><PropertyName>Name</PropertyName></TableColumnItem>
                </TableColumnItems></TableRowEntry></TableRowEntries>
              </TableControl>
            </View></ViewDefinitions></Configuration>
            """);
    }
}
