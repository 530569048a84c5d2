using System;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Benchmarks.Peers;

namespace AiSdlc.Benchmarks.Cases;

/// <summary>Many at once, all of them warm before they start.</summary>
internal static class ManyProcesses
{
    private const int Processes = 16;
    private const int Updates = 50;

    /// <summary>16 processes, 50 updates each, all of one story, with default settings.</summary>
    public static IEnumerable<Row> OnOneStory(Lab lab)
    {
        using var place = new Place(lab.Options.Disk);
        var shared = place.Add(0);
        using var module = new Crowd(lab, Processes, () => Peer.Module(place), place);
        using var node = new Crowd(lab, Processes, Peer.Node, place);
        module.Run(_ => shared, Updates); // to wait takes code that no update alone has warmed up
        node.Run(_ => shared, Updates);
        var expected = Place.Count(shared);
        var rounds = lab.Rounds(() =>
        {
            var ours = module.Run(_ => shared, Updates);
            expected += ours.Done;
            if (Place.Count(shared) != expected)
                throw new InvalidOperationException($"{Place.Count(shared)} updates are in the story, {expected} were acknowledged.");
            var theirs = node.IsEmpty ? null : node.Run(_ => shared, Updates);
            expected = Place.Count(shared);
            return (Ours: ours, Theirs: theirs);
        });
        yield return new Row("updates refused", Bar.AtMost(0), [.. rounds.Select(round => (double)round.Ours.Refused)]);
        yield return new Row("slowest worker over fastest", Bar.AtMost(2), [.. rounds.Select(round => round.Ours.Slowest / round.Ours.Fastest)]);
        if (!node.IsEmpty)
        {
            yield return new Row("wall time over Node's", Bar.AtMost(0.35), [.. rounds.Select(round => round.Ours.Wall / round.Theirs!.Wall)]);
            yield return new Row("p99 over Node's", Bar.AtMost(0.2), [.. rounds.Select(round => round.Ours.P99 / round.Theirs!.P99)]);
            yield return new Row("updates refused by Node", null, [.. rounds.Select(round => (double)round.Theirs!.Refused)]);
        }
    }

    /// <summary>16 processes, each with a story of its own.</summary>
    public static IEnumerable<Row> OnStoriesOfTheirOwn(Lab lab)
    {
        using var place = new Place(lab.Options.Disk);
        using var module = new Crowd(lab, Processes, () => Peer.Module(place), place);
        using var node = new Crowd(lab, Processes, Peer.Node, place);
        if (!node.IsEmpty)
        {
            yield return new Row(
                "wall time over Node's", null,
                lab.Rounds(() => module.Run(place.Story, Updates).Wall / node.Run(place.Story, Updates).Wall));
        }
    }

    /// <summary>8 runspaces of one process with 100 updates each, over one runspace with 800.</summary>
    public static IEnumerable<Row> Runspaces(Lab lab)
    {
        using var place = new Place(lab.Options.Disk);
        var story = place.Add(1);
        using var module = Peer.Module(place).Warm(lab, "cmdlet");
        module.Ask("runspaces", story, "8", "100");
        yield return new Row(
            "8 × 100 over 1 × 800", Bar.AtMost(1),
            lab.Rounds(() => module.Ask("runspaces", story, "8", "100")[0] / module.Ask("runspaces", story, "1", "800")[0]));
    }

    /// <summary>The update that follows a holder's death by SIGKILL.</summary>
    public static IEnumerable<Row> Recovery(Lab lab)
    {
        using var place = new Place(lab.Options.Disk);
        var story = place.Add(1);
        using var module = Peer.Module(place).Warm(lab);
        module.Update(story, 20);
        yield return new Row("after SIGKILL over uncontended", Bar.AtMost(20), lab.Rounds(() =>
        {
            KillHolder(place, story);
            var after = module.Update(story, 1)[0];
            return after / Statistics.Median(module.Update(story, 20));
        }));
    }

    private static void KillHolder(Place place, string story)
    {
        using var holder = Peer.Module(place);
        holder.Ask("hold", story);
        holder.Kill();
    }
}
