using System;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Threading;

namespace AiSdlc.Shell;

/// <summary>Turns a signal into a stop of the running pipeline, so that <c>finally</c> blocks run and locks are released.</summary>
/// <remarks>
/// The runtime itself runs neither on a signal. Without a running pipeline, and for a second signal, the default action stays:
/// a <c>finally</c> that hangs cannot keep the process alive.
/// </remarks>
internal sealed class SignalStop : IDisposable
{
    private readonly Lock _gate = new();
    private readonly bool _atPrompt;
    private readonly PosixSignalRegistration[] _registrations;
    private PowerShell? _running;

    /// <param name="atPrompt">Ctrl+C returns to the prompt and does not end the process.</param>
    public SignalStop(bool atPrompt)
    {
        _atPrompt = atPrompt;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];
    }

    /// <summary>The exit code that tells of the signal, once one has come that ends the process.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Runs a pipeline that signals can stop.</summary>
    public void Invoke(PowerShell pipeline, PSInvocationSettings settings)
    {
        lock (_gate)
            _running = pipeline;
        try
        {
            pipeline.Invoke(null, settings);
        }
        finally
        {
            lock (_gate)
                _running = null;
        }
    }

    /// <summary>Does what SIGINT does to a running pipeline, for a Ctrl+C that was read as a key.</summary>
    public void Interrupt()
    {
        lock (_gate)
            Stop(PosixSignal.SIGINT);
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        lock (_gate)
        {
            context.Cancel = ReturnsToPrompt(context.Signal) || (_running is not null && ExitCode is null);
            Stop(context.Signal);
        }
    }

    private void Stop(PosixSignal signal)
    {
        if (!ReturnsToPrompt(signal))
            ExitCode = 128 + Number(signal);
        _running?.BeginStop(null, null);
    }

    private bool ReturnsToPrompt(PosixSignal signal) => _atPrompt && signal == PosixSignal.SIGINT;

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        _ => 15,
    };
}
