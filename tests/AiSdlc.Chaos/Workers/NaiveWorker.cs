using System;
using System.IO;
using System.Text;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Chaos.Workers;

/// <summary>
/// The negative controls: the same update by those who do less. <c>identity</c> is a plain port of the lock (mkdir, stat, rmdir)
/// that never asks whether the lock is still its own; <c>early-read</c> takes the real lock, but reads before it has it;
/// <c>no-flush</c> leaves it to the operating system when to write to the disk.
/// </summary>
internal static class NaiveWorker
{
    public static int Run(Options options)
    {
        Launch.EndWithHarness();
        var paths = StoryPaths.Resolve(options.Text("story"));
        var name = options.Text("worker");
        for (var i = 1; ; i++)
        {
            var token = $"{name}.1-{i}";
            try
            {
                Update(options.Text("kind"), paths, token);
                Console.Out.WriteLine($"ok {token}");
            }
            catch (NativeException gone) when (gone.Code == "ENOENT")
            {
                Console.Out.WriteLine($"no {token} cleaned"); // git clean had its temporary file
            }
        }
    }

    private static void Update(string kind, StoryPaths paths, string token)
    {
        if (kind == "early-read")
            ReadEarly(paths, token);
        else if (kind == "no-flush")
            WriteLazily(paths, token);
        else
            LockPlainly(paths, token);
    }

    private static void ReadEarly(StoryPaths paths, string token)
    {
        var read = Read(paths);
        using var held = LockManager.Shared.Take(paths, LockRequest.With(new LockTiming(60000, Board.StaleTimeout)));
        Replace(paths, read, token);
    }

    private static void WriteLazily(StoryPaths paths, string token)
    {
        using var held = LockManager.Shared.Take(paths, LockRequest.With(new LockTiming(60000, Board.StaleTimeout)));
        Replace(paths, Read(paths), token, flush: false);
    }

    private static void LockPlainly(StoryPaths paths, string token)
    {
        while (!FileSystem.Current.TryMakeDirectory(paths.Lock))
        {
            var seen = LockSnapshot.Of(paths.Lock);
            if (seen.Exists && DateTime.UtcNow - seen.Modified > TimeSpan.FromMilliseconds(Board.StaleTimeout))
                FileSystem.Current.TryRemoveDirectory(paths.Lock);
            Thread.Sleep(2);
        }

        try
        {
            Replace(paths, Read(paths), token);
        }
        finally
        {
            FileSystem.Current.TryRemoveDirectory(paths.Lock);
        }
    }

    private static string Read(StoryPaths paths) => Encoding.UTF8.GetString(FileSnapshot.Read(paths.Story).Bytes);

    // As careful as the product in all but the lock: a whole new file, flushed and renamed over the old one.
    private static void Replace(StoryPaths paths, string read, string token, bool flush = true)
    {
        var before = StoryCheck.Parse(read)!;
        var counted = read.Replace($"\ncount: {before.Count}\n", $"\ncount: {before.Count + 1}\n", StringComparison.Ordinal);
        var end = counted.IndexOf("\n---\n", StringComparison.Ordinal);
        var temporary = paths.NewHidden();
        using (var file = File.Create(temporary))
        {
            file.Write(Encoding.UTF8.GetBytes(counted.Insert(end, $"\n  - {token}")));
            file.Flush(flushToDisk: flush);
        }

        FileSystem.Current.Replace(temporary, paths.Story);
    }
}
