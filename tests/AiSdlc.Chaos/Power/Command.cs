using System;
using System.Diagnostics;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Power;

/// <summary>Runs a program that must be content.</summary>
internal static class Command
{
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(Launch.StartInfo([program, .. arguments]))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors}");
    }
}
