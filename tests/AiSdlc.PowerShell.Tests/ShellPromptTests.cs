using System;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>The prompt, on a terminal lent by script(1).</summary>
/// <remarks>The terminal echoes what is typed: what a test waits for must not be part of it.</remarks>
public class ShellPromptTests
{
    private const string Terminal = "/usr/bin/script";
    private const string CtrlC = "\x03";

    [Fact]
    public void Commands_run_until_exit()
    {
        using var shell = Open();

        shell.Write("'one' + 'word'\n");
        shell.WaitFor("oneword");
        shell.Write("exit 4\n");

        Assert.Equal(4, shell.WaitForExit().ExitCode);
    }

    [Fact]
    public void A_command_may_have_several_lines()
    {
        using var shell = Open();

        shell.Write("foreach ($i in 1..2) {\n");
        shell.WaitFor(">> ");
        shell.Write("'line ' + $i }\n");

        shell.WaitFor("line 2");
    }

    [Fact]
    public void Ctrl_C_drops_the_line_that_is_being_typed()
    {
        using var shell = Open();

        shell.Write("'never' + 'run'; ");
        shell.WaitFor("; ");
        shell.Write(CtrlC);
        shell.WaitFor("^C");
        shell.Write("exit 5\n");

        var result = shell.WaitForExit();
        Assert.Equal(5, result.ExitCode);
        Assert.DoesNotContain("neverrun", result.StdOut, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_stops_a_command_and_returns_to_the_prompt()
    {
        using var shell = Open();

        shell.Write("try { 'under' + 'way'; while ($true) { } } finally { [Console]::WriteLine('cleaned' + 'up') }\n");
        shell.WaitFor("underway");
        shell.Write(CtrlC);
        shell.WaitFor("cleanedup");
        shell.Write("exit 6\n");

        Assert.Equal(6, shell.WaitForExit().ExitCode);
    }

    [Theory]
    [InlineData("y", "went on")]
    [InlineData("n", "held back")]
    public void A_confirmation_is_asked_and_obeyed(string answer, string expected)
    {
        using var shell = Open();

        shell.Write("function Test-It { [CmdletBinding(SupportsShouldProcess)] param()\n");
        shell.Write("if ($PSCmdlet.ShouldProcess('it')) { 'went ' + 'on' } else { 'held ' + 'back' } }\n");
        shell.Write("Test-It -Confirm\n");
        shell.WaitFor("[Y] Yes");
        shell.Write(answer + "\n");

        shell.WaitFor(expected);
    }

    [Fact]
    public void A_prompt_can_move_and_look_around()
    {
        using var shell = Open();
        var folder = Directory.CreateTempSubdirectory("shell-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "note.txt"), "remember");

            shell.Write($"cd '{folder.FullName}'\n");
            shell.WaitFor($"{folder.FullName}> ");
            shell.Write("cat note.txt\n");
            shell.WaitFor("remember");
            shell.Write("(ls).Name.ToUpper()\n");

            shell.WaitFor("NOTE.TXT");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ShellProcess Open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Terminal), "needs script(1) of util-linux");
        var shell = ShellProcess.Launch(["-NoModule"], through: [Terminal, "--quiet", "--flush", "--return", "/dev/null", "--command"]);
        shell.WaitFor("PS ");
        return shell;
    }
}
