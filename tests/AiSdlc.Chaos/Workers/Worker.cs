using System;
using System.Diagnostics;
using System.Text;
using System.Threading;

namespace AiSdlc.Chaos.Workers;

/// <summary>A worker process. What it says is kept: <c>ok TOKEN</c> once an update has returned, <c>no TOKEN REASON</c> when one has failed.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;
    private readonly Thread _reading;
    private readonly Action<string> _heard;
    private readonly StringBuilder _errors = new();

    public Worker(string[] command, Action<string> heard)
    {
        _heard = heard;
        _process = Process.Start(Launch.StartInfo(command))!;
        _process.ErrorDataReceived += (_, data) => _errors.AppendLine(data.Data);
        _process.BeginErrorReadLine();
        _reading = new Thread(Listen) { IsBackground = true };
        _reading.Start();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it complained of; complete once it has ended.</summary>
    public string Errors => _errors.ToString().Trim();

    /// <summary>Set by the first acknowledged update.</summary>
    public ManualResetEventSlim HasWorked { get; } = new();

    public void Tell(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    public void Stop() => ProcessSignal.Stop(_process);

    public void Resume() => ProcessSignal.Continue(_process);

    /// <summary>Ends it with no chance to clean up, and hears what it had said before.</summary>
    public void End()
    {
        ProcessSignal.Kill(_process);
        Wait();
    }

    /// <summary>Has it finish what it is doing and end by itself.</summary>
    public void Finish()
    {
        _process.StandardInput.Close();
        Wait();
    }

    /// <summary>Waits for its own end.</summary>
    public int Wait()
    {
        _process.WaitForExit();
        _reading.Join();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            End();
        _process.Dispose();
    }

    private void Listen()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            _heard(line);
            if (line.StartsWith("ok ", StringComparison.Ordinal))
                HasWorked.Set();
        }
    }
}
