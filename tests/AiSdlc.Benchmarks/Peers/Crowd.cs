using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>Processes of one kind that are told to start at the same time.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly List<Peer> _peers = [];

    /// <summary>Starts them, warms them up unless they are to be fresh, and gives each a story of its own.</summary>
    public Crowd(Lab lab, int size, Func<Peer?> start, Place place, bool isFresh = false)
    {
        for (var number = 1; number <= size && start() is { } peer; number++)
        {
            _peers.Add(peer);
            place.Add(number);
        }

        if (isFresh)
            _peers.ForEach(peer => peer.Ask("ready"));
        else
            Peer.WarmUp(lab, _peers);
    }

    public bool IsEmpty => _peers.Count == 0;

    /// <summary>Has each update its story as often.</summary>
    public CommitResult Run(Func<int, string> storyOf, int times)
    {
        double[][] took = [];
        var wall = Worker.Time(() =>
        {
            for (var i = 0; i < _peers.Count; i++)
                _peers[i].Tell("update", storyOf(i + 1), $"{times}");
            took = [.. _peers.Select(peer => peer.Hear())];
        });
        return new CommitResult(wall, took);
    }

    public void Dispose() => _peers.ForEach(peer => peer.Dispose());

    /// <summary>What came of it: microseconds of the whole, and of every update of every process.</summary>
    internal sealed record CommitResult(double Wall, double[][] Took)
    {
        private IEnumerable<double> All => Took.SelectMany(updates => updates);

        public int Refused => All.Count(double.IsNaN);

        public int Done => All.Count() - Refused;

        public double P99 => Statistics.Percentile(All, 0.99);

        public double Fastest => Took.Min(Sum);

        public double Slowest => Took.Max(Sum);

        private static double Sum(double[] updates) => updates.Where(update => !double.IsNaN(update)).Sum();
    }
}
