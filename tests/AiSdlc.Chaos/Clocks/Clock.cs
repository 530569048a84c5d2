using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace AiSdlc.Chaos.Clocks;

/// <summary>A clock that is wrong by some seconds, or by as many as a file says from moment to moment.</summary>
internal sealed class Clock(string name, string offset) : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public string Name => name;

    /// <summary>True for a clock that is set while locks are held.</summary>
    public bool IsStepped => offset.Length == 0;

    /// <summary>True for a time that this clock could have given a moment ago; a stepped one gives any.</summary>
    public bool CouldHaveGiven(DateTime time) =>
        IsStepped || Math.Abs((time - DateTime.UtcNow).TotalSeconds - int.Parse(offset, CultureInfo.InvariantCulture)) < 0.9;

    /// <summary>The library that gives a process another clock; null where it is not installed.</summary>
    public static string? Library { get; } =
        (Directory.Exists("/usr/lib") ? Directory.GetDirectories("/usr/lib", "*-linux-*") : [])
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists);

    /// <summary>Sets a stepped clock.</summary>
    public void Step(string to) => File.WriteAllText(_file, to + "\n");

    /// <summary>A command under this clock. What it measures with, the monotonic clock, stays as it is; so do the times of files.</summary>
    public string[] Under(string[] command)
    {
        Step("+0");
        string[] clock = IsStepped ? [$"FAKETIME_TIMESTAMP_FILE={_file}", "FAKETIME_NO_CACHE=1"] : [$"FAKETIME={offset}"];
        return ["env", $"LD_PRELOAD={Library}", "FAKETIME_DONT_FAKE_MONOTONIC=1", "NO_FAKE_STAT=1", .. clock, .. command];
    }

    public void Dispose() => File.Delete(_file);
}
