using System;
using System.Threading;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos;

/// <summary>One place for a worker: starts one, lets it work, harms it, and starts the next.</summary>
internal sealed class Slot(Round round, string kind, int place, Func<string, string[]> command, Random random)
{
    // Longer than the stale time and the second look.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(Board.StaleTimeout + 1200);
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);

    private bool IsNode => kind == "Node";

    /// <summary>Works until the round is over.</summary>
    public void Run()
    {
        for (var generation = 1; !round.IsOver; generation++)
        {
            var name = $"{char.ToLowerInvariant(kind[0])}{place}g{generation}";
            using var worker = new Worker(command(name), line => Hear(line, name));
            var harms = AwaitWork(worker, name) && !IsNode;
            while (harms && !round.IsOver)
            {
                Harm(worker);
                harms = !round.Kills;
            }

            while (IsNode && !round.IsOver && !worker.HasExited)
                Thread.Sleep(20);
            var endedItself = worker.HasExited;
            if (IsNode)
                worker.Finish(); // killed in the middle of a write in place, it would cut the story off
            else
                worker.End();
            Note(endedItself, worker, name);
        }
    }

    private void Hear(string line, string name)
    {
        if (!round.Ledger.Hear(line))
            round.Tally.Fault($"{kind} worker {name} says: {line}");
        else if (line.StartsWith("no ", StringComparison.Ordinal))
            round.Tally.Add($"refused to {kind}: {line.Split(' ', 3)[2]}");
    }

    private bool AwaitWork(Worker worker, string name)
    {
        var deadline = DateTime.UtcNow + StartsWithin;
        while (!round.IsOver && !worker.HasExited)
        {
            if (worker.HasWorked.Wait(50))
                return true;
            if (DateTime.UtcNow > deadline)
            {
                round.Tally.Fault($"{kind} worker {name} got nothing done in {StartsWithin}");
                return false;
            }
        }

        return false;
    }

    private void Harm(Worker worker)
    {
        round.Sleep((int)(random.NextDouble() * random.NextDouble() * 400));
        if (round.Disturbance.IsWanted)
        {
            for (var times = random.Next(4); times > 0 && !round.IsOver; times--)
                round.Disturbance.Once(worker, random);
        }

        if (round.Stops && (!round.Kills || random.Next(8) == 0) && round.OneStop.Wait(0))
            StopForLong(worker);
        else if (round.Kills && random.Next(2) == 0 && Aim.StopsHolder(round.Board, worker))
            round.Tally.Add("kills under the lock, aimed");
    }

    // One at a time: with all of them stopped, nobody would be there to take the lock over.
    private void StopForLong(Worker worker)
    {
        if (Aim.StopsHolder(round.Board, worker))
        {
            round.Tally.Add("stopped under the lock, for longer than stale");
            round.Sleep((int)Pause.TotalMilliseconds);
            worker.Resume();
        }

        round.OneStop.Release();
        round.Sleep(200 + random.Next(200));
    }

    private void Note(bool endedItself, Worker worker, string name)
    {
        if (IsNode && worker.Errors.Length > 0)
            round.Tally.Add($"Node workers ended by: {worker.Errors.Split('\n')[^1]}");
        else if (endedItself && !IsNode)
            round.Tally.Fault($"{kind} worker {name} ended by itself: {worker.Errors}");
        else if (endedItself || !IsNode)
            round.Kill(kind);
    }
}
