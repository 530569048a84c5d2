using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using AiSdlc.Board;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;
using AiSdlc.Stories;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>
/// This module as a peer: a process that reads lines of words with tabs between them, and answers each with what it measured, mostly
/// microseconds; <c>x</c> for an update that was refused. The C and the Node peer understand the same words.
/// </summary>
internal static class Worker
{
    private static readonly Dictionary<string, Func<string[], IEnumerable<double>>> Commands = new(StringComparer.Ordinal)
    {
        ["update"] = words => Repeat(words, Update),
        ["unlocked"] = words => Repeat(words, UpdateUnlocked),
        ["allocated"] = words => [Allocated(words[0], Count(words[1]))],
        ["hold"] = words => Hold(words[0]),
        ["locked-stories"] = words => [Time(() => StoryBoard.Nearest(words[0]).LockedStories().Count())],
        ["cmdlet"] = words => Cmdlets.Update(words[0], Count(words[1])),
        ["runspaces"] = words => [Cmdlets.UpdateInRunspaces(words[0], Count(words[1]), Count(words[2]))],
        ["locks"] = words => [Cmdlets.Invoke("Get-StoryLock -Root $args[0]", words[0])],
        ["stories"] = words => [Cmdlets.Invoke("Get-Story -Root $args[0]", words[0])],
        ["import"] = _ => Cmdlets.Import(),
    };

    public static int Run()
    {
        while (Console.In.ReadLine() is { } line)
        {
            var words = line.Split('\t');
            var measured = Commands[words[0]](words[1..]);
            Console.Out.WriteLine(string.Join(' ', measured.Select(value => double.IsNaN(value) ? "x" : $"{value:0.0}")));
        }

        return 0;
    }

    /// <summary>The update of every peer. Measured with all that a caller gets: default timeouts, owner record, every check.</summary>
    public static void Update(string story) => StoryStore.Shared.Update(story, Increment, LockRequest.With(new LockTiming()));

    /// <summary>Microseconds that something takes.</summary>
    public static double Time(Action action)
    {
        var since = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(since).TotalMicroseconds;
    }

    public static int Count(string word) => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Raises a number by one.</summary>
    public static StoryEdit Increment { get; } = new() { Increment = ["count"] };

    private static double[] Repeat(string[] words, Action<string> update)
    {
        var took = new double[Count(words[1])];
        for (var i = 0; i < took.Length; i++)
            took[i] = Attempt(update, words[0]);
        return took;
    }

    private static double Attempt(Action<string> update, string story)
    {
        try
        {
            return Time(() => update(story));
        }
        catch (StoryLockedException)
        {
            return double.NaN;
        }
    }

    // The same read, edit and durable write, for a story that nobody else can reach.
    private static void UpdateUnlocked(string story)
    {
        var paths = StoryPaths.Resolve(story);
        var read = FileSnapshot.Read(paths.Story);
        var text = Frontmatter.StoryText.Parse(read.Bytes);
        var edited = text.Rewrite(Increment.Apply(text.ReadData()));
        using var temporary = TemporaryFile.Write(paths, read, edited.WriteTo);
        temporary.TryReplace(paths.Story);
        FileSystem.Current.FlushFolder(paths.Folder);
    }

    private static double Allocated(string story, int times)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < times; i++)
            Update(story);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)times;
    }

    // For the one that will be killed: never released, and kept alive by its heartbeat.
    private static IEnumerable<double> Hold(string story)
    {
        LockManager.Shared.Take(StoryPaths.Resolve(story), LockRequest.With(new LockTiming()));
        return [];
    }
}
