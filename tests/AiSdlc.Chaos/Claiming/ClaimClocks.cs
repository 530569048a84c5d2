using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using AiSdlc.Board;
using AiSdlc.Chaos.Clocks;
using AiSdlc.Chaos.Workers;
using AiSdlc.Claims;
using AiSdlc.Locking;

namespace AiSdlc.Chaos.Claiming;

/// <summary>
/// Holders and observers whose clocks are an hour or two apart, or are set meanwhile. No claim is taken that its holder renews, and one whose holder was killed
/// is free after its lease, as the observer measures it, and no sooner.
/// </summary>
internal static class ClaimClocks
{
    private const int Late = 15_000; // renewals and looks are processes, on a machine that has other things to do

    public static int Run(Options options)
    {
        if (Clock.Library is null)
        {
            Console.WriteLine("claim clocks: skipped: libfaketime is not installed.");
            return 0;
        }

        var lease = options.Number("lease", 6000);
        Clock[] clocks = [new("fast", "+3600"), new("slow", "-3600"), new("right", "+0"), new("stepped", "")];
        var (fast, slow, right, stepped) = (clocks[0], clocks[1], clocks[2], clocks[3]);
        List<(Clock holder, Clock observer)> pairs = [(fast, slow), (slow, fast), (fast, right), (slow, right), (stepped, right), (right, stepped)];
        var tally = new Tally();
        using (var lab = new ClaimLab(2, areClones: false, ClaimLab.Independent(pairs.Count)))
        {
            var threads = pairs.Select((pair, i) => new Thread(() => Watch(lab, ClaimLab.Id(i), pair.holder, pair.observer, lease, tally))).ToList();
            threads.ForEach(thread => thread.Start());
            for (var hours = 1; threads.Exists(thread => thread.IsAlive); hours = -hours)
            {
                stepped.Step($"{3600 * hours:+0;-0}");
                Thread.Sleep(1500);
            }
        }

        foreach (var clock in clocks)
            clock.Dispose();
        tally.Print();
        Console.WriteLine($"claim clocks: {pairs.Count} pairs of clocks, {tally.Faults} faults");
        return tally.Faults == 0 ? 0 : 1;
    }

    /// <summary>Holds a claim, or watches one until it is taken, and says so with the time by its own clock.</summary>
    public static int Party(Options options)
    {
        Launch.EndWithHarness();
        var (id, owner, lease) = (options.Text("id"), options.Text("worker"), TimeSpan.FromMilliseconds(options.Number("lease", 0)));
        var request = new LockRequest(new LockTiming(60000), LockOwner.New(owner), StoryLog.Silent, CancellationToken.None);
        var claims = new ClaimPlace().Of(StoryBoard.Nearest(options.Text("place"), isNamed: true), request);
        while (true)
        {
            try
            {
                var claim = claims.Take(id, id, owner, lease, evenIfDone: false);
                using var renewal = new ClaimRenewal(_ => claims.Renew(id, id, claim.Token!), lease);
                Console.Out.WriteLine($"took {claim.Since!.Value.Ticks}");
                Thread.Sleep(Timeout.Infinite);
            }
            catch (StoryClaimedException)
            {
                Console.Out.WriteLine($"saw {DateTime.UtcNow.Ticks}");
                Thread.Sleep(500);
            }
        }
    }

    private static void Watch(ClaimLab lab, string id, Clock holderClock, Clock observerClock, int lease, Tally tally)
    {
        var name = $"{holderClock.Name} holder, {observerClock.Name} observer";
        using var holder = new Agent(lab.Places[0], id, "holder", holderClock, lease);
        var isHeld = holder.Says("took", Late);
        using var observer = new Agent(lab.Places[1], id, "observer", observerClock, lease);
        if (!isHeld || !observer.Says("saw", Late))
            tally.Fault($"{name}: {holder.Errors}{observer.Errors}");
        tally.Add("living claims watched for three leases");
        if (observer.Says("took", 3 * lease))
            tally.Fault($"{name}: a live claim was taken");
        holder.Kill();
        var killed = Stopwatch.StartNew();
        if (!observer.Says("took", lease + Late))
            tally.Fault($"{name}: not free {killed.ElapsedMilliseconds} ms after the holder was killed");
        tally.Add("dead claims taken");
        if (killed.ElapsedMilliseconds < lease / 2) // the last renewal was up to a third of the lease ago
            tally.Fault($"{name}: taken {killed.ElapsedMilliseconds} ms after the holder was killed");
        if (!holder.IsWrongBy(holderClock) || !observer.IsWrongBy(observerClock))
            tally.Fault($"{name}: their clocks are not those");
    }

    private sealed class Agent : IDisposable
    {
        private readonly Worker _worker;
        private readonly Dictionary<string, ManualResetEventSlim> _said = new() { ["took"] = new(), ["saw"] = new() };
        private DateTime _heard;
        private DateTime _theirs;

        public Agent(string place, string id, string name, Clock clock, int lease) => _worker = new Worker(
            clock.Under(Launch.OfThisProgram("claim-clock-party", "--place", place, "--id", id, "--worker", name, "--lease", $"{lease}")), Hear);

        public string Errors => _worker.Errors;

        public bool Says(string word, int timeout) => _said[word].Wait(timeout);

        public void Kill() => _worker.End();

        public bool IsWrongBy(Clock clock) => clock.IsStepped || Math.Abs((_theirs - _heard).TotalSeconds - clock.Offset) < 60;

        public void Dispose() => Clock.End(_worker);

        private void Hear(string line)
        {
            var words = line.Split(' ');
            (_theirs, _heard) = (new DateTime(long.Parse(words[1], CultureInfo.InvariantCulture), DateTimeKind.Utc), DateTime.UtcNow);
            _said[words[0]].Set();
        }
    }
}
