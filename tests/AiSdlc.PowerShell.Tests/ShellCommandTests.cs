using System;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>The Shell's -Command: streams, formatting and exit codes.</summary>
public class ShellCommandTests
{
    [Fact]
    public void Output_goes_to_stdout_and_errors_and_warnings_go_to_stderr()
    {
        var result = Run("""
            function Test-Streams { [CmdletBinding()] param() $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('chatty'); 'fine' }
            Test-Streams -Verbose
            throw 'broken'
            """);

        Assert.Equal(Lines("VERBOSE: chatty", "fine"), result.StdOut);
        Assert.Contains("WARNING: careful", result.StdErr, StringComparison.Ordinal);
        Assert.Contains("broken", result.StdErr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("try { exit 8 } finally { 1 }", 8)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Nothing; exit 0", 1)]
    [InlineData("Get-Nothing; 1", 0)]
    [InlineData("1; Get-Nothing", 1)]
    [InlineData("1 +", 1)]
    [InlineData("1 )", 1)]
    public void Exit_code_is_that_of_pwsh(string command, int expected) => Assert.Equal(expected, Run(command).ExitCode);

    [Theory]
    [InlineData("/bin/sh -c 'exit 5'", 1)]
    [InlineData("/bin/sh -c 'exit 5'; 1", 0)]
    [InlineData("/bin/sh -c 'exit 5'; exit $LASTEXITCODE", 5)]
    public void Exit_code_of_a_native_program_counts_as_failure(string command, int expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs /bin/sh");
        Assert.Equal(expected, Run(command).ExitCode);
    }

    [Fact]
    public void Syntax_errors_say_what_is_wrong()
    {
        Assert.Contains("value expression", Run("1 +").StdErr, StringComparison.Ordinal);
        Assert.Contains("Unexpected token ')'", Run("1 )").StdErr, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_are_shown_as_the_engine_formats_them()
    {
        var result = Run("[pscustomobject] @{ Name = 'one'; Count = 2 }");

        Assert.Equal(Lines("", "Name Count", "---- -----", "one      2", ""), result.StdOut);
    }

    [Fact]
    public void Text_is_UTF_8_without_a_mark() => Assert.Equal(Lines("é😀"), Run("'é😀'").StdOut);

    [Fact]
    public void The_session_starts_in_the_folder_of_the_process()
    {
        var folder = Directory.CreateTempSubdirectory("shell-");
        try
        {
            var result = ShellProcess.Finish(
                ["-NoModule", "-Command", "$ExecutionContext.SessionState.Path.CurrentLocation.Path"], folder: folder.FullName);

            Assert.EndsWith(folder.Name, result.StdOut.Trim(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void Runspaces_of_a_parallel_loop_work()
    {
        var result = Run("(1..3 | ForEach-Object -Parallel { 10 * $_ } | ForEach-Object { $sum += $_ } -End { $sum })");

        Assert.Equal(Lines("60"), result.StdOut);
    }

    [Fact]
    public void A_question_that_nobody_can_answer_is_an_error()
    {
        var result = Run("""
            function Remove-All { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('all')) { 'removed' } }
            Remove-All -Confirm
            """);

        Assert.Empty(result.StdOut);
        Assert.Contains("standard input is not a terminal", result.StdErr.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Command", "-")]
    [InlineData]
    public void A_script_comes_from_standard_input(params string[] arguments)
    {
        var result = ShellProcess.Finish(["-NoModule", .. arguments], input: "foreach ($i in 1..2) {\n\n$i }\nexit 3\n");

        Assert.Equal((3, Lines("1", "2")), (result.ExitCode, result.StdOut));
    }

    [Fact]
    public void The_words_of_a_command_are_joined() =>
        Assert.Equal(Lines("3"), ShellProcess.Finish(["-NoModule", "-c", "1", "+", "2"]).StdOut);

    [Theory]
    [InlineData("--help", "-NoModule")]
    [InlineData("-h", "-Command TEXT")]
    [InlineData("--version", "PowerShell engine 7.")]
    public void Help_and_version_need_no_module(string argument, string expected)
    {
        var result = ShellProcess.Finish([argument]);

        Assert.Equal((0, ""), (result.ExitCode, result.StdErr));
        Assert.Contains(expected, result.StdOut, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Bogus", "'-Bogus' is not known")]
    [InlineData("-Command", "-Command needs")]
    [InlineData("-File", "-File needs")]
    public void A_command_line_that_makes_no_sense_is_refused(string argument, string expected)
    {
        var result = ShellProcess.Finish([argument]);

        Assert.Equal((64, ""), (result.ExitCode, result.StdOut));
        Assert.Contains(expected, result.StdErr, StringComparison.Ordinal);
    }

    private static ShellResult Run(string command) => ShellProcess.Finish(["-NoModule", "-Command", command]);

    private static string Lines(params string[] lines) => string.Concat(Array.ConvertAll(lines, line => line + Environment.NewLine));
}
