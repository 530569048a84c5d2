using System;
using System.Globalization;
using System.IO;
using System.Linq;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Clocks;

/// <summary>A clock that is wrong by some seconds, or by as many as a file says from moment to moment.</summary>
internal sealed class Clock(string name, string offset) : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public string Name => name;

    /// <summary>True for a clock that is set while locks are held.</summary>
    public bool IsStepped => offset.Length == 0;

    /// <summary>Seconds by which it is fast.</summary>
    public int Offset => int.Parse(offset, CultureInfo.InvariantCulture);

    /// <summary>True for a time that this clock could have given a moment ago; a stepped one gives any.</summary>
    public bool CouldHaveGiven(DateTime time) =>
        IsStepped || Math.Abs((time - DateTime.UtcNow).TotalSeconds - Offset) < 0.9;

    /// <summary>The library that gives a process another clock; null where it is not installed.</summary>
    public static string? Library { get; } =
        (Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "*-linux-*") : [])
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    /// <summary>Sets a stepped clock.</summary>
    public void Step(string to) => File.WriteAllText(_file, to + "\n");

    /// <summary>
    /// A command under this clock. What it measures with, the monotonic clock, stays as it is; so do the times of files. Without the last setting the library
    /// moves the ends of the runtime's timed waits by the offset, so that a wait for git is over before it has begun.
    /// </summary>
    public string[] Under(string[] command)
    {
        Step("+0");
        string[] clock = IsStepped ? [$"FAKETIME_TIMESTAMP_FILE={_file}", "FAKETIME_NO_CACHE=1"] : [$"FAKETIME={offset}"];
        return ["env", $"LD_PRELOAD={Library}", "FAKETIME_DONT_FAKE_MONOTONIC=1", "NO_FAKE_STAT=1", "FAKETIME_FORCE_MONOTONIC_FIX=0", .. clock, .. command];
    }

    /// <summary>Ends a process under such a clock, and removes what the library shares between processes: killed, it leaves that.</summary>
    public static void End(Worker party)
    {
        var id = party.Id;
        party.Dispose();
        File.Delete($"/dev/shm/faketime_shm_{id}");
        File.Delete($"/dev/shm/sem.faketime_sem_{id}");
    }

    public void Dispose() => File.Delete(_file);
}
