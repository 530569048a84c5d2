using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Faults;

/// <summary>strace, attached to every thread of a process that runs already.</summary>
internal sealed class Tracer : IDisposable
{
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(20);

    private readonly string _log = Path.GetTempFileName();
    private readonly Process _strace;

    public Tracer(int process, params string[] what)
    {
        _strace = Process.Start(Launch.StartInfo(["strace", "-f", "-y", "-s", "0", "-p", $"{process}", "-o", _log, .. what]))!;
        var waited = Stopwatch.StartNew();
        while (!Directory.GetDirectories($"/proc/{process}/task").All(IsTraced))
        {
            if (_strace.HasExited || waited.Elapsed > LockWait)
                throw new InvalidOperationException($"strace cannot attach: {(_strace.HasExited ? _strace.StandardError.ReadToEnd() : "it takes too long")}");
            Thread.Sleep(1);
        }
    }

    /// <summary>Detaches and returns what was seen.</summary>
    public string[] Detach()
    {
        _ = Platform.Libc.Kill(_strace.Id, 2); // SIGINT: detach and end
        if (!_strace.WaitForExit(LockWait))
            _strace.Kill(); // it waits for ever for a process that died meanwhile
        _strace.WaitForExit();
        return File.ReadAllLines(_log);
    }

    public void Dispose()
    {
        if (!_strace.HasExited)
            Detach();
        _strace.Dispose();
        File.Delete(_log);
    }

    private bool IsTraced(string task)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(task, "status")).Contains($"TracerPid:\t{_strace.Id}");
        }
        catch (IOException)
        {
            return true; // a thread that is gone
        }
    }
}
