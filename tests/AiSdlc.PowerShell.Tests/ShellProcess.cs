using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace AiSdlc.Tests;

/// <summary>What a process left behind.</summary>
internal sealed record ShellResult(int ExitCode, string StdOut, string StdErr);

/// <summary>The built Shell in a process of its own; disposing kills it if it still runs.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    // Signals that are ignored where the tests are started are ignored by all below: SIGINT in the background of a script (POSIX sh, 2.11
    // Signals and Error Handling), SIGHUP after nohup.
    private static readonly string[] s_interruptible = AreSignalsIgnored() ? ["env", "--default-signal=HUP,INT,TERM"] : [];

    private readonly Process _process;
    private readonly StringBuilder _stdOut = new();
    private readonly StringBuilder _stdErr = new();
    private readonly Task _reading;
    private bool _stdOutEnded;

    private ShellProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(Collect(_process.StandardOutput, _stdOut), Collect(_process.StandardError, _stdErr));
    }

    /// <summary>The Shell of the test's own configuration.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "AiSdlc.Shell",
        System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "AiSdlc.Shell.dll"));

    public int Id => _process.Id;

    /// <summary>Starts a script file, with the module.</summary>
    public static ShellProcess Start(string script, params string[] arguments) => Launch(["-File", script, .. arguments]);

    /// <summary>Runs a command to its end, with the module.</summary>
    public static ShellResult Run(string command) => Finish(["-Command", command]);

    /// <summary>Runs the Shell to its end.</summary>
    /// <inheritdoc cref="Launch"/>
    public static ShellResult Finish(
        IEnumerable<string> arguments, string input = "", string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var shell = Launch(arguments, folder, environment);
        shell.Write(input);
        return shell.WaitForExit();
    }

    /// <summary>Starts the Shell with its standard streams redirected.</summary>
    /// <param name="arguments">The Shell's command line.</param>
    /// <param name="folder">The current folder, if not the test's own.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="through">A program that runs its last argument, a line for <c>sh</c>, such as a terminal.</param>
    public static ShellProcess Launch(
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyList<string>? through = null)
    {
        string[] shell = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path, .. arguments];
        // Without exec a shell such as dash stays between, and ends by a Ctrl+C that was meant for the Shell.
        string[] command = [.. s_interruptible, .. through is null ? shell : [.. through, $"exec {string.Join(' ', shell)}"]];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ShellProcess(start);
    }

    /// <summary>Writes to the process's standard input.</summary>
    public void Write(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until the process has written a text to standard output.</summary>
    public void WaitFor(string text)
    {
        var waiting = Stopwatch.StartNew();
        lock (_stdOut)
        {
            while (!_stdOut.ToString().Contains(text, StringComparison.Ordinal))
            {
                var left = s_patience - waiting.Elapsed;
                if (left <= TimeSpan.Zero || _stdOutEnded || !Monitor.Wait(_stdOut, left))
                    throw new TimeoutException($"'{text}' was never written, but: {Describe()}");
            }
        }
    }

    /// <summary>Ends the process's standard input and waits for the end of the process.</summary>
    public ShellResult WaitForExit()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(s_patience) || !_reading.Wait(s_patience))
            throw new TimeoutException($"The process {Id} does not end: {Describe()}");
        return new ShellResult(_process.ExitCode, _stdOut.ToString(), _stdErr.ToString());
    }

    /// <summary>Ends the process with no chance to clean up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Sends a signal by its name, such as STOP (Unix only).</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {name} {Id}"]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"SIG{name} could not be sent to process {Id}.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static bool AreSignalsIgnored()
    {
        const string ignored = "SigIgn:";
        const long ours = 1 << (1 - 1) | 1 << (2 - 1) | 1 << (15 - 1); // SIGHUP, SIGINT, SIGTERM
        return OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").First(line => line.StartsWith(ignored, StringComparison.Ordinal)) is { } line
            && (long.Parse(line[ignored.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ours) != 0;
    }

    private string Describe()
    {
        lock (_stdErr)
            return $"{_stdOut}\n{_stdErr}";
    }

    private async Task Collect(StreamReader from, StringBuilder to)
    {
        var buffer = new char[4096];
        int count;
        do
        {
            count = await from.ReadAsync(buffer);
            lock (to)
            {
                to.Append(buffer, 0, count);
                _stdOutEnded |= count == 0 && to == _stdOut;
                Monitor.PulseAll(to);
            }
        }
        while (count > 0);
    }
}
