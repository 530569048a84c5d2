using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Waiting;

/// <summary>
/// Writers that change their stories again and again, and waiters each of which has to see each change: a writer goes on when all have seen its last one. A change that
/// somebody does not see within seconds is missed.
/// </summary>
internal sealed class WaitRace : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Tally _tally = new();
    private readonly List<long> _latencies = [];
    private readonly ManualResetEventSlim _ready = new();
    private readonly DirectoryInfo _place;
    private readonly int[] _written;
    private readonly int[][] _seen;
    private readonly int _each;
    private readonly List<Worker> _writers;
    private readonly List<Worker> _waiters;
    private long _moved = Stopwatch.GetTimestamp();
    private int _starting;
    private int _unfinished;

    private WaitRace(Options options)
    {
        var (writers, waiters) = (options.Number("writers", 8), options.Number("waiters", 4));
        _place = options.Has("folder") ? Directory.CreateDirectory(Path.Combine(options.Text("folder"), Path.GetRandomFileName())) : Directory.CreateTempSubdirectory("aisdlc-chaos-");
        Environment.SetEnvironmentVariable("AISDLC_STATE_DIR", Path.Combine(_place.FullName, "state"));
        _each = options.Number("changes", 100_000) / writers;
        _written = new int[writers];
        _seen = [.. Enumerable.Range(0, writers).Select(_ => new int[waiters])];
        (_starting, _unfinished) = (waiters, writers);
        var stories = Enumerable.Range(0, writers).Select(Story).ToList();
        _waiters = [.. Enumerable.Range(0, waiters).Select(waiter => new Worker(
            Launch.OfThisProgram(["waiter", "--place", _place.FullName, .. options.Has("naive") ? new[] { "--naive" } : []]), line => Hear(waiter, line)))];
        _writers = [.. stories.Select(story => new Worker(Launch.OfThisProgram("change-writer", "--story", story), _tally.Fault))];
    }

    public static int Run(Options options)
    {
        using var race = new WaitRace(options);
        var clock = Stopwatch.StartNew();
        race.Finish();
        var share = options.Number("idle", 0) is > 0 and var idle ? race.IdleShare(idle) : null;
        race._tally.Print();
        race._latencies.Sort();
        var missed = race._tally.Faults > 0;
        Console.WriteLine(
            $"waits: {race._written.Sum()} changes seen by each of {race._waiters.Count} in {clock.Elapsed.TotalSeconds:0} s, {race._tally.Faults} missed; "
            + $"woken after {race.Percentile(50)} ms at the median, {race.Percentile(99)} at p99, {race.Percentile(100)} at most{share}");
        return missed == options.Has("naive") ? 0 : 1;
    }

    public void Dispose()
    {
        _writers.Concat(_waiters).ToList().ForEach(worker => worker.Dispose());
        _ready.Dispose();
        _place.Delete(recursive: true);
    }

    private string Percentile(int percent) =>
        _latencies.Count == 0 ? "?" : (_latencies[(int)((_latencies.Count - 1) * (long)percent / 100)] / 1000.0).ToString("0.0", CultureInfo.InvariantCulture);

    private string Story(int writer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_place.FullName, ".ai-sdlc", "stories", $"S-{writer}")).FullName;
        File.WriteAllText(Path.Combine(folder, "story.md"), $"---\nid: S-{writer}\ncount: 0\nstamp: 0\n---\n# A story\n");
        return Path.Combine(folder, "story.md");
    }

    private void Hear(int waiter, string line)
    {
        lock (_gate)
        {
            var words = line.Split(' ');
            if (words[0] == "ready" && --_starting == 0)
                _writers.ForEach(writer => writer.Tell("go"));
            else if (words[0] == "seen")
                See(waiter, int.Parse(words[1][2..], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture), long.Parse(words[3], CultureInfo.InvariantCulture));
        }
    }

    private void See(int waiter, int story, int number, long latency)
    {
        if (number != _seen[story][waiter] + 1)
            _tally.Fault($"waiter {waiter} saw change {number} of S-{story} after {_seen[story][waiter]}");
        _seen[story][waiter] = number;
        _latencies.Add(latency);
        if (latency > 500_000)
            _tally.Add("woken after half a second and more");
        if (_seen[story].Any(seen => seen < number))
            return;

        _written[story] = number;
        _moved = Stopwatch.GetTimestamp();
        if (number < _each)
            _writers[story].Tell("go");
        else if (--_unfinished == 0)
            _ready.Set();
    }

    private void Finish()
    {
        while (!_ready.Wait(TimeSpan.FromSeconds(1)))
        {
            lock (_gate)
            {
                if (Stopwatch.GetElapsedTime(_moved) > Patience)
                {
                    _tally.Fault($"nobody has moved for {Patience.TotalSeconds} s: {string.Join("; ", _seen.Select((seen, story) => $"S-{story} was seen {string.Join(", ", seen)}"))}");
                    return;
                }
            }
        }
    }

    private string IdleShare(int seconds)
    {
        var share = "?";
        using var idle = new Worker(
            Launch.OfThisProgram("waiter", "--place", _place.FullName, "--idle", $"{seconds}"),
            line => share = (int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) / 1000.0).ToString("0.000", CultureInfo.InvariantCulture));
        idle.Wait();
        return $"; an idle waiter takes {share} % of a processor";
    }
}
