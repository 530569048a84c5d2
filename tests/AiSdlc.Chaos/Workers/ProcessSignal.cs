using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using AiSdlc.Platform;

namespace AiSdlc.Chaos.Workers;

/// <summary>Stops a process, has it go on, or ends it with no chance to clean up: by signals, or as a debugger and a task manager do it on Windows.</summary>
internal static class ProcessSignal
{
    private const int SigKill = 9;
    private const int SigContinue = 18; // as on Linux; the harness stops nobody on macOS
    private const int SigStop = 19;

    public static void Stop(Process process) => Send(process, SigStop, process => NtSuspendProcess(process.Handle));

    public static void Continue(Process process) => Send(process, SigContinue, process => NtResumeProcess(process.Handle));

    public static void Kill(Process process) => Send(process, SigKill, process => TerminateProcess(process.Handle, 137) ? 0 : 1);

    private static void Send(Process process, int signal, Func<Process, int> onWindows)
    {
        if (!process.HasExited)
            _ = OperatingSystem.IsWindows() ? onWindows(process) : Libc.Kill(process.Id, signal);
    }

    [DllImport("ntdll.dll")]
    private static extern int NtSuspendProcess(IntPtr process);

    [DllImport("ntdll.dll")]
    private static extern int NtResumeProcess(IntPtr process);

    [DllImport("kernel32.dll")]
    private static extern bool TerminateProcess(IntPtr process, uint exitCode);
}
