using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace AiSdlc.Commands;

/// <summary>Reads many stories on all processors while the cmdlet, on its own thread, writes those that were read before.</summary>
internal static class ReadAhead
{
    private const int FirstBatch = 16; // so that the first objects come at once
    private const int LargestBatch = 512; // so that a board of any size takes little memory

    /// <summary>Each item with what was read for it, in order. Reading must be safe on any thread.</summary>
    public static IEnumerable<(T Item, TRead Read)> Of<T, TRead>(IEnumerable<T> items, Func<T, TRead> read)
    {
        using var source = items.GetEnumerator();
        var next = Start(FirstBatch);
        try
        {
            for (var size = FirstBatch; next.GetAwaiter().GetResult() is { Length: > 0 } batch;)
            {
                size = Math.Min(size * 2, LargestBatch);
                next = Start(size);
                foreach (var pair in batch)
                {
                    yield return pair;
                }
            }
        }
        finally
        {
            ((IAsyncResult)next).AsyncWaitHandle.WaitOne(); // nobody may be at the source when it is disposed
        }

        Task<(T, TRead)[]> Start(int size) => Task.Run(() => ReadBatch(Take(source, size), read));
    }

    private static (T Item, TRead Read)[] ReadBatch<T, TRead>(List<T> items, Func<T, TRead> read)
    {
        var batch = new (T, TRead)[items.Count];
        Parallel.For(0, batch.Length, i => batch[i] = (items[i], read(items[i])));
        return batch;
    }

    private static List<T> Take<T>(IEnumerator<T> source, int size)
    {
        var items = new List<T>(size);
        while (items.Count < size && source.MoveNext())
        {
            items.Add(source.Current);
        }

        return items;
    }
}
