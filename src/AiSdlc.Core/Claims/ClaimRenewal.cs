using System;
using System.Threading;

namespace AiSdlc.Claims;

/// <summary>
/// Renews a claim each third of its lease, on a thread of its own, until it is disposed. Where git or the remote fails it tries again: the claim is over
/// when somebody else has it, not before.
/// </summary>
internal sealed class ClaimRenewal : IDisposable
{
    private const int PartsOfLease = 3;
    private const int PartsAfterFailure = 10;

    private readonly CancellationTokenSource _end = new();
    private readonly Thread _thread;

    /// <param name="renew">Renews the claim, and ends when it is cancelled.</param>
    /// <param name="lease">The claim's.</param>
    public ClaimRenewal(Action<CancellationToken> renew, TimeSpan lease)
    {
        _thread = new Thread(() => Run(renew, lease)) { IsBackground = true, Name = "AiSdlc claim" };
        _thread.Start();
    }

    /// <summary>Why the claim is over; null as long as it is not known to be.</summary>
    public ClaimLostException? Lost { get; private set; }

    /// <summary>What went wrong at the last try; null when nothing did.</summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Ends the renewals, also one that is under way.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _thread.Join();
        _end.Dispose();
    }

    private void Run(Action<CancellationToken> renew, TimeSpan lease)
    {
        for (var parts = PartsOfLease; !_end.Token.WaitHandle.WaitOne(TimeSpan.FromTicks(lease.Ticks / parts));)
        {
            try
            {
                renew(_end.Token);
                (LastFailure, parts) = (null, PartsOfLease);
            }
            catch (ClaimLostException lost)
            {
                Lost = lost;
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it is: it is told at the end, and an exception that leaves a thread ends the process.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                (LastFailure, parts) = (exception, PartsAfterFailure);
            }
        }
    }
}
