using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Benchmarks.Peers;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <summary>The smallest value that so large a part of all is not above.</summary>
    public static double Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Where(value => !double.IsNaN(value)).Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * part) - 1)];
    }
}
