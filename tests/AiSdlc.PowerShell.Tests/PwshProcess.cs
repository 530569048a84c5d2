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
internal sealed record ProcessResult(int ExitCode, string StdOut, string StdErr);

/// <summary>PowerShell in a process of its own; disposing kills it if it still runs.</summary>
internal sealed class PwshProcess : IDisposable
{
    /// <summary>The statement that imports the module under test.</summary>
    public static readonly string ImportModule = $"Import-Module {Quote(Repository.Module)}";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    // Signals that are ignored where the tests are started are ignored by all below: SIGINT in the background of a script (POSIX sh, 2.11
    // Signals and Error Handling), SIGHUP after nohup.
    private static readonly string[] s_interruptible = AreSignalsIgnored() ? ["env", "--default-signal=HUP,INT,TERM"] : [];

    private readonly Process _process;
    private readonly StringBuilder _stdOut = new();
    private readonly StringBuilder _stdErr = new();
    private readonly Task _reading;
    private readonly bool _isTerminal;
    private bool _stdOutEnded;
    private int _answered;

    private PwshProcess(ProcessStartInfo start, bool isTerminal = false)
    {
        _isTerminal = isTerminal;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(Collect(_process.StandardOutput, _stdOut), Collect(_process.StandardError, _stdErr));
    }

    public int Id => _process.Id;

    /// <summary>A text as a literal of PowerShell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Starts a script in which the module is imported.</summary>
    /// <inheritdoc cref="StartBare"/>
    public static PwshProcess Start(
        string script, string? folder = null, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? through = null) =>
        StartBare($"{ImportModule}\n{script}", folder, environment, through);

    /// <summary>Starts a script without the module.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="folder">The current folder, if not the test's own.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="through">A program that runs its last argument, a line for <c>sh</c>.</param>
    /// <param name="pwsh">PowerShell's program, if not the one that the build downloads.</param>
    public static PwshProcess StartBare(
        string script,
        string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyList<string>? through = null,
        string? pwsh = null)
    {
        // Without a format, what goes with an encoded command to a redirected error stream is XML, progress too.
        string[] command = [pwsh ?? Repository.PowerShell, "-NoProfile", "-NonInteractive", "-OutputFormat", "Text", "-EncodedCommand", Encode(script)];
        return new(StartInfo(command, folder, environment, through));
    }

    /// <summary>Starts PowerShell as a person does, at a terminal that script(1) of util-linux lends.</summary>
    public static PwshProcess StartInTerminal(string folder)
    {
        const string terminal = "/usr/bin/script";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(terminal), "A terminal is lent by script(1) of util-linux.");
        var environment = new Dictionary<string, string> { ["TERM"] = "xterm", ["XDG_DATA_HOME"] = folder }; // the history of its lines goes there
        var start = StartInfo([Repository.PowerShell, "-NoProfile"], folder, environment, [terminal, "--quiet", "--flush", "--return", "/dev/null", "--command"], "stty cols 120 rows 40; ");
        return new(start, isTerminal: true);
    }

    /// <summary>Runs a script to its end, with the module.</summary>
    public static ProcessResult Run(string script, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(script, folder, environment);
        return process.WaitForExit();
    }

    /// <summary>Runs a script to its end, without the module.</summary>
    public static ProcessResult RunBare(string script)
    {
        using var process = StartBare(script);
        return process.WaitForExit();
    }

    /// <summary>Writes to the process's standard input.</summary>
    public void Write(string text)
    {
        lock (_process)
        {
            _process.StandardInput.Write(text);
            _process.StandardInput.Flush();
        }
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
    public ProcessResult WaitForExit()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(s_patience) || !_reading.Wait(s_patience))
            throw new TimeoutException($"The process {Id} does not end: {Describe()}");
        return new ProcessResult(_process.ExitCode, _stdOut.ToString(), _stdErr.ToString());
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

    private static ProcessStartInfo StartInfo(
        string[] program, string? folder, IReadOnlyDictionary<string, string>? environment, IReadOnlyList<string>? through, string before = "")
    {
        string[] pwsh = [Repository.DotNet, .. program];
        // Without exec a shell such as dash stays between, and ends by a Ctrl+C that was meant for PowerShell.
        string[] command = [.. s_interruptible, .. through is null ? pwsh : [.. through, $"{before}exec '{string.Join("' '", pwsh)}'"]];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "",
            Environment = { ["NO_COLOR"] = "1", ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["POWERSHELL_UPDATECHECK"] = "Off", ["DOTNET_MultiCoreJitNoProfileGather"] = "1" },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }

    private static string Encode(string script) => Convert.ToBase64String(Encoding.Unicode.GetBytes(script));

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
                AnswerAsTerminal();
            }
        }
        while (count > 0);
    }

    // A terminal tells who asks where its cursor is. Without an answer PowerShell waits for one, and takes what is typed for it.
    private void AnswerAsTerminal()
    {
        const string question = "\e[6n";
        for (; _isTerminal && _answered < _stdOut.ToString().Split(question).Length - 1; _answered++)
            Write("\e[1;1R");
    }
}
