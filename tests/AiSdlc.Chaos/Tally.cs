using System;
using System.Collections.Generic;
using System.Threading;

namespace AiSdlc.Chaos;

/// <summary>What is counted in a run, in the order in which it is told.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>What must not happen and did.</summary>
    public int Faults
    {
        get
        {
            lock (_gate)
                return _faults.Count;
        }
    }

    /// <summary>Counts.</summary>
    public void Add(string what, int times = 1)
    {
        lock (_gate)
        {
            if (_counts.TryAdd(what, 0))
                _order.Add(what);
            _counts[what] += times;
        }
    }

    public int Of(string what)
    {
        lock (_gate)
            return _counts.GetValueOrDefault(what);
    }

    /// <summary>Notes what must not happen; the first ones are told in full.</summary>
    public void Fault(string what)
    {
        lock (_gate)
        {
            _faults.Add(what);
            if (_faults.Count <= 20)
                Console.WriteLine($"FAULT: {what}");
        }
    }

    /// <summary>Prints all of it.</summary>
    public void Print()
    {
        lock (_gate)
        {
            foreach (var what in _order)
                Console.WriteLine($"  {what,-48}{_counts[what],8}");
        }
    }
}
