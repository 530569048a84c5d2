using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>How all cases measure: in rounds, every peer once in each, so that what disturbs the machine disturbs them all.</summary>
internal sealed class Lab(Options options)
{
    public Options Options => options;

    /// <summary>Measures as often as was asked for; what each round gives stays together.</summary>
    public IReadOnlyList<T> Rounds<T>(Func<T> measure) => [.. Enumerable.Range(0, options.Rounds).Select(_ => measure())];

    /// <summary>As <see cref="Rounds"/>, for peers that take turns in each round: the median of many short batches of each.</summary>
    public static double[] Interleaved(int batches, params Func<double[]>[] peers)
    {
        var measured = peers.Select(_ => new List<double>()).ToArray();
        for (var batch = 0; batch < batches; batch++)
        {
            for (var i = 0; i < peers.Length; i++)
            {
                var peer = (batch + i) % peers.Length; // nobody is always first
                measured[peer].AddRange(peers[peer]());
            }
        }

        return [.. measured.Select(Statistics.Median)];
    }
}
