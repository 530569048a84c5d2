using System;

namespace AiSdlc.Claims;

/// <summary>When to look again at what takes processes or a network: after an interval, after ten times what a look took, and after ever longer ones while it fails.</summary>
/// <param name="clock">The clock.</param>
/// <param name="interval">The shortest interval.</param>
internal sealed class LookPace(TimeProvider clock, TimeSpan interval)
{
    private const int Share = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private long? _looked;
    private TimeSpan _pause;

    /// <summary>It is time to look.</summary>
    public bool IsDue => _looked is not { } looked || clock.GetElapsedTime(looked) >= _pause;

    /// <summary>Looks, and counts from the end of the look. Returns what failed; null for nothing.</summary>
    public StoryException? Try(Action look)
    {
        var began = clock.GetTimestamp();
        StoryException? failure = null;
        try
        {
            look();
        }
        catch (StoryException exception)
        {
            failure = exception;
        }

        _looked = clock.GetTimestamp();
        var least = Math.Max(interval.Ticks, clock.GetElapsedTime(began).Ticks * Share);
        _pause = TimeSpan.FromTicks(Math.Min(Longest.Ticks, failure is null ? least : Math.Max(least, 2 * _pause.Ticks)));
        return failure;
    }

    /// <summary>Something has changed: the next look comes after so long at the latest.</summary>
    public void Hurry(TimeSpan within) => _pause = within < _pause ? within : _pause;
}
