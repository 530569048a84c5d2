using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace AiSdlc.Stories;

/// <summary>
/// Reads many stories on all processors while the caller works on those that were read before. Without a type parameter and without
/// <c>Parallel.For</c>, which would be compiled anew in each process.
/// </summary>
internal static class ReadAhead
{
    private const int FirstBatch = 16; // so that the first objects come at once
    private const int LargestBatch = 512; // so that a board of any size takes little memory

    /// <summary>What was read of each file, in order. Reading must be safe on any thread.</summary>
    public static IEnumerable<ListedStory> Of(IEnumerable<string> files, Func<string, ListedStory> read)
    {
        using var source = files.GetEnumerator();
        var next = Start(FirstBatch);
        try
        {
            for (var size = FirstBatch; next.GetAwaiter().GetResult() is { Length: > 0 } batch;)
            {
                size = Math.Min(size * 2, LargestBatch);
                next = Start(size);
                foreach (var story in batch)
                    yield return story;
            }
        }
        finally
        {
            ((IAsyncResult)next).AsyncWaitHandle.WaitOne(); // nobody may be at the source when it is disposed
        }

        Task<ListedStory[]> Start(int size) => Task.Run(() => ReadBatch(Take(source, size), read));
    }

    private static ListedStory[] ReadBatch(List<string> files, Func<string, ListedStory> read)
    {
        var batch = new ListedStory[files.Count];
        var last = -1;
        Parallel.Invoke([.. Enumerable.Repeat<Action>(Read, Math.Max(1, Math.Min(files.Count, Environment.ProcessorCount)))]);
        return batch;

        void Read()
        {
            for (int i; (i = Interlocked.Increment(ref last)) < files.Count;)
                batch[i] = read(files[i]);
        }
    }

    private static List<string> Take(IEnumerator<string> source, int size)
    {
        var files = new List<string>(size);
        while (files.Count < size && source.MoveNext())
            files.Add(source.Current);
        return files;
    }
}

/// <summary>A story of a list, as it was read ahead.</summary>
/// <param name="File">Its file.</param>
/// <param name="Story">The story; null where it could not be read at once.</param>
/// <param name="Body">Its body, where that was asked for.</param>
internal sealed record ListedStory(string File, Story? Story, string? Body = null);
