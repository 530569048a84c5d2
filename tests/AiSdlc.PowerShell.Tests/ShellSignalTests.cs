using System;
using System.IO;

namespace AiSdlc.Tests;

/// <summary>Signals stop what runs and let it clean up.</summary>
public sealed class ShellSignalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shell-");

    private string Proof => Path.Combine(_folder.FullName, "proof");

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_stops_a_command_and_runs_its_finally(string signal, int exitCode)
    {
        SkipOnWindows();
        using var shell = ShellProcess.Launch(["-NoModule", "-Command", Endless(inFinally: WriteProof)]);
        shell.WaitFor("started");

        shell.Signal(signal);

        Assert.Equal(exitCode, shell.WaitForExit().ExitCode);
        Assert.True(File.Exists(Proof));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_stops_a_script_and_runs_its_finally(string signal, int exitCode)
    {
        SkipOnWindows();
        var script = Path.Combine(_folder.FullName, "script.ps1");
        File.WriteAllText(script, Endless(inFinally: WriteProof));
        using var shell = ShellProcess.Launch(["-NoModule", "-File", script]);
        shell.WaitFor("started");

        shell.Signal(signal);

        Assert.Equal(exitCode, shell.WaitForExit().ExitCode);
        Assert.True(File.Exists(Proof));
    }

    [Fact]
    public void A_second_signal_ends_a_process_whose_finally_hangs()
    {
        SkipOnWindows();
        using var shell = ShellProcess.Launch(["-NoModule", "-Command", Endless(inFinally: "[Console]::WriteLine('hanging'); while ($true) { }")]);
        shell.WaitFor("started");
        shell.Signal("TERM");
        shell.WaitFor("hanging");

        shell.Signal("TERM");

        Assert.Equal(143, shell.WaitForExit().ExitCode);
    }

    [Fact]
    public void A_killed_process_cleans_nothing_up()
    {
        using var shell = ShellProcess.Launch(["-NoModule", "-Command", Endless(inFinally: WriteProof)]);
        shell.WaitFor("started");

        shell.Kill();

        Assert.NotEqual(0, shell.WaitForExit().ExitCode);
        Assert.False(File.Exists(Proof));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string WriteProof => $"[IO.File]::WriteAllText('{Proof}', 'ran')";

    private static string Endless(string inFinally) =>
        $"try {{ 'started'; 1..1000000000 | ForEach-Object {{ }} }} finally {{ {inFinally} }}";

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix signals");
}
