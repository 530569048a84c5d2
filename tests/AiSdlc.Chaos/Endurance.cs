using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Platform;
using AiSdlc.Stories;

namespace AiSdlc.Chaos;

/// <summary>One process that updates a story again and again, and has in the end no more memory, handles and threads than after a tenth of it.</summary>
internal static class Endurance
{
    private const int Steps = 10;

    // What the runtime itself opens and learns now and then, whether in a thousand updates or in a hundred thousand.
    private const long SmallChange = 256 * 1024;
    private const int Few = 8;

    public static int Run(Options options)
    {
        var updates = options.Number("updates", 100_000);
        using var board = new Board(parent: options.Has("folder") ? options.Text("folder") : null);
        var request = LockRequest.With(new LockTiming());
        var edit = new StoryEdit { Increment = ["count"] };
        var samples = new List<Sample>();
        for (var step = 0; step < Steps; step++)
        {
            for (var i = 0; i < updates / Steps; i++)
                StoryStore.Shared.Update(board.Story, edit, request);
            samples.Add(Sample.Now());
            Console.WriteLine($"  after {updates / Steps * (step + 1),7} updates: {samples[^1]}");
        }

        var counted = File.ReadLines(board.Story).Contains($"count: {updates / Steps * Steps}");
        var flat = samples.Skip(1).All(sample => sample.IsNoMoreThan(samples[0])) && counted && board.Left().Length == 0;
        Console.WriteLine($"endurance: {updates} updates, {(flat ? "flat" : "not flat")}");
        return flat ? 0 : 1;
    }

    private sealed record Sample(long Memory, int Handles, int Threads)
    {
        public static Sample Now()
        {
            var memory = GC.GetTotalMemory(forceFullCollection: true);
            using var process = Process.GetCurrentProcess();
            return new(memory, OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount, process.Threads.Count);
        }

        public bool IsNoMoreThan(Sample first) =>
            Memory <= first.Memory + SmallChange && Handles <= first.Handles + Few + DeferredClose.MostWaiting && Threads <= first.Threads + Few;

        public override string ToString() => $"{Memory / 1024} KB in use, {Handles} handles, {Threads} threads";
    }
}
