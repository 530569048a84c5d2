using System;
using System.Diagnostics;
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
        SkipUnlessDelivered(signal);
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
        SkipUnlessDelivered(signal);
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
        SkipUnlessDelivered("TERM");
        var command = Endless(inFinally: "[Console]::WriteLine('hanging'); while ($true) { }");
        using var shell = ShellProcess.Launch(["-NoModule", "-Command", command]);
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

    /// <summary>A process inherits what its parent ignores, such as the interrupts of a job in the background.</summary>
    private static void SkipUnlessDelivered(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix signals");
        using var asked = Process.Start("/bin/sh", ["-c", $"trap 'exit 0' {signal}; kill -s {signal} $$; exit 1"]);
        asked.WaitForExit();
        Assert.SkipWhen(asked.ExitCode != 0, $"whoever started the tests ignores SIG{signal}");
    }
}
