using System;
using System.Collections.Generic;
#if NET
using System.Linq;
using System.Runtime.InteropServices;
#endif

namespace AiSdlc.Locking;

/// <summary>
/// Releases the locks of a Use-StoryLock when the process is told to end (SIGTERM, SIGHUP): .NET runs neither <c>finally</c> nor
/// <c>ProcessExit</c> then. A courtesy to Node peers, who would have to wait until the locks are stale; recovery does not stand on it.
/// </summary>
internal sealed class SignalRelease(Func<IEnumerable<MultiLock>> holds)
{
#if NET
    private readonly object _gate = new();
    private PosixSignalRegistration[] _registrations = [];

    /// <summary>Listens, or no longer does. The signal itself takes its course.</summary>
    public void ListenWhile(bool wanted)
    {
        lock (_gate)
        {
            if (wanted && _registrations.Length == 0)
            {
                PosixSignal[] signals = [PosixSignal.SIGTERM, PosixSignal.SIGHUP];
                _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, _ => Release()))];
            }
            else if (!wanted)
            {
                Array.ForEach(_registrations, registration => registration.Dispose());
                _registrations = [];
            }
        }
    }

    private void Release()
    {
        foreach (var hold in holds())
        {
            hold.ReleaseAll();
        }
    }
#else
    /// <summary>Windows has no such signals, and .NET Framework no way to hear of them.</summary>
    public void ListenWhile(bool wanted) => _ = wanted ? holds : null;
#endif
}
