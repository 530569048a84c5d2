using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace AiSdlc.Chaos;

/// <summary>What the workers of one story have said. A token is <c>LANE-NUMBER</c>: each lane does one update after the other.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastAnswered = new(StringComparer.Ordinal);
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();

    /// <summary>Updates that returned.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    /// <summary>Updates that failed, and so must not have been written.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>Longest time in which nobody got anything done.</summary>
    public TimeSpan LongestPause { get; private set; }

    /// <summary>How many updates have returned by now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _acknowledged.Count;
        }
    }

    /// <summary>Hears a line of a worker: true when it was an answer, and anything else is a worker's trouble.</summary>
    public bool Hear(string line)
    {
        var words = line.Split(' ', 3);
        if (words is not (["ok" or "no", _, ..]))
            return false;
        lock (_gate)
        {
            (words[0] == "ok" ? _acknowledged : _refused).Add(words[1]);
            var (lane, number) = Split(words[1]);
            _lastAnswered[lane] = number;
            if (words[0] == "ok")
            {
                LongestPause = _sinceLast.Elapsed > LongestPause ? _sinceLast.Elapsed : LongestPause;
                _sinceLast.Restart();
            }
        }

        return true;
    }

    /// <summary>True for the one update of its lane that was on its way when its worker was killed.</summary>
    public bool WasInFlight(string token)
    {
        var (lane, number) = Split(token);
        return number == _lastAnswered.GetValueOrDefault(lane) + 1;
    }

    private static (string Lane, int Number) Split(string token)
    {
        var dash = token.LastIndexOf('-');
        return (token[..dash], int.Parse(token.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }
}
