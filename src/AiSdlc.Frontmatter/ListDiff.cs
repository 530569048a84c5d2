using System;
using System.Collections.Generic;

namespace AiSdlc.Frontmatter;

/// <summary>Pairs the items of two lists so that as few as possible change.</summary>
internal static class ListDiff
{
    // Longer lists (500 items, all changed) are compared from both ends only: the table is quadratic.
    private const int MaxCells = 250_000;

    /// <summary>
    /// Pairs in order: (old, new) for an item that stays or changes, (old, -1) for one that goes, (~n, new) for one that
    /// comes before old item n.
    /// </summary>
    public static IEnumerable<(int Old, int New)> Pair(List<object?> old, List<object?> wanted)
    {
        int head = 0, oldEnd = old.Count, newEnd = wanted.Count;
        while (head < Math.Min(oldEnd, newEnd) && FrontmatterValue.Same(old[head], wanted[head]))
            head++;
        while (Math.Min(oldEnd, newEnd) > head && FrontmatterValue.Same(old[oldEnd - 1], wanted[newEnd - 1]))
            (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1);
        var (i, j) = (head, head);
        foreach (var (keptOld, keptNew) in Common(old, wanted, head, oldEnd, newEnd))
        {
            foreach (var pair in Gap(i, keptOld, j, keptNew))
                yield return pair;
            (i, j) = (keptOld + 1, keptNew + 1);
        }
        foreach (var pair in Gap(i, oldEnd, j, newEnd))
            yield return pair;
    }

    // Between two common items, the first of the old become the first of the new.
    private static IEnumerable<(int Old, int New)> Gap(int old, int oldEnd, int wanted, int newEnd)
    {
        while (old < oldEnd || wanted < newEnd)
        {
            if (old == oldEnd)
                yield return (~old, wanted++);
            else
                yield return (old++, wanted < newEnd ? wanted++ : -1);
        }
    }

    // The longest common subsequence of the middle.
    private static List<(int Old, int New)> Common(List<object?> old, List<object?> wanted, int head, int oldEnd, int newEnd)
    {
        var pairs = new List<(int, int)>();
        int rows = oldEnd - head, columns = newEnd - head;
        if ((long)rows * columns is 0 or > MaxCells)
            return pairs;
        var numbers = new Dictionary<object, int>(ValueComparer.Instance);
        var (a, b) = (Number(old, head, oldEnd, numbers), Number(wanted, head, newEnd, numbers));
        var lengths = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
                lengths[i, j] = a[i] == b[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }
        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (lengths[i, j] == lengths[i + 1, j])
                i++;
            else if (lengths[i, j] == lengths[i, j + 1])
                j++;
            else
                pairs.Add((head + i++, head + j++));
        }
        return pairs;
    }

    // The same number for the same value: numbers are compared at once, however large the values are.
    private static int[] Number(List<object?> items, int from, int to, Dictionary<object, int> numbers)
    {
        var result = new int[to - from];
        for (var i = from; i < to; i++)
        {
            var key = ValueComparer.Key(items[i]);
            if (!numbers.TryGetValue(key, out var number))
                numbers.Add(key, number = numbers.Count);
            result[i - from] = number;
        }
        return result;
    }
}
