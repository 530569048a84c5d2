using System;
using System.Collections.Generic;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>Which elements of one sequence are still in another: the greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).</summary>
internal static class CommonSequence
{
    // Steps are remembered for the way back, a quadratic number: 4 million here. What differs more has nothing in common.
    private const int MostDifferences = 2_000;

    /// <summary>For each element of <paramref name="old"/> its index in <paramref name="wanted"/>, or -1.</summary>
    public static int[] Match(IReadOnlyList<string> old, IReadOnlyList<string> wanted)
    {
        var matches = new int[old.Count];
        for (var i = 0; i < matches.Length; i++)
            matches[i] = -1;
        int head = 0, oldEnd = old.Count, newEnd = wanted.Count;
        for (; head < Math.Min(oldEnd, newEnd) && old[head] == wanted[head]; head++)
            matches[head] = head;
        for (; Math.Min(oldEnd, newEnd) > head && old[oldEnd - 1] == wanted[newEnd - 1]; oldEnd--, newEnd--)
            matches[oldEnd - 1] = newEnd - 1;
        MatchMiddle(Number(old, head, oldEnd, wanted, head, newEnd), head, matches);
        SlideDown(old, wanted, matches);
        return matches;
    }

    // Where an addition or a removal can stand at several places, it stands at the lowest, as in git.
    private static void SlideDown(IReadOnlyList<string> old, IReadOnlyList<string> wanted, int[] matches)
    {
        var (gap, newGap) = (0, 0); // below the last match
        for (var i = 0; i < matches.Length; i++)
        {
            if (matches[i] < 0)
                continue;
            if (gap == i && wanted[newGap] == old[i])
                matches[i] = newGap;
            else if (matches[i] == newGap && old[gap] == old[i])
                (matches[i], matches[gap]) = (-1, newGap);
            else
                (gap, newGap) = (i, matches[i]);
            (gap, newGap) = (gap + 1, newGap + 1);
        }
    }

    private static void MatchMiddle((int[] Old, int[] New) middle, int head, int[] matches)
    {
        var (old, wanted) = middle;
        var trace = new List<int[]>();
        var most = Math.Min(old.Length + wanted.Length, MostDifferences);
        var reached = new int[(2 * most) + 3]; // by diagonal: how far the old sequence is used up
        var origin = most + 1;
        for (var d = 0; d <= most; d++)
        {
            for (var k = -d; k <= d; k += 2)
            {
                var x = IsDown(reached, origin, k, d) ? reached[origin + k + 1] : reached[origin + k - 1] + 1;
                while (x < old.Length && x - k < wanted.Length && x - k >= 0 && old[x] == wanted[x - k])
                    x++;
                reached[origin + k] = x;
                if (x >= old.Length && x - k >= wanted.Length)
                {
                    WalkBack(trace, old.Length, wanted.Length, head, matches);
                    return;
                }
            }
            var step = new int[(2 * d) + 3];
            Array.Copy(reached, origin - d - 1, step, 0, step.Length);
            trace.Add(step);
        }
    }

    private static bool IsDown(int[] reached, int origin, int k, int d) =>
        k == -d || (k != d && reached[origin + k - 1] < reached[origin + k + 1]);

    private static void WalkBack(List<int[]> trace, int x, int y, int head, int[] matches)
    {
        for (var d = trace.Count; d >= 0; d--)
        {
            var (k, fromX, fromY) = (x - y, 0, 0);
            if (d > 0)
            {
                var previous = trace[d - 1];
                var before = IsDown(previous, d, k, d) ? k + 1 : k - 1;
                fromX = previous[d + before];
                fromY = fromX - before;
            }
            for (; x > fromX && y > fromY; x--, y--)
                matches[head + x - 1] = head + y - 1;
            (x, y) = (fromX, fromY);
        }
    }

    // The same number for the same element.
    private static (int[] Old, int[] New) Number(IReadOnlyList<string> old, int oldFrom, int oldTo, IReadOnlyList<string> wanted, int newFrom, int newTo)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] Numbers(IReadOnlyList<string> list, int from, int to)
        {
            var result = new int[to - from];
            for (var i = from; i < to; i++)
            {
                if (!numbers.TryGetValue(list[i], out var number))
                    numbers.Add(list[i], number = numbers.Count);
                result[i - from] = number;
            }
            return result;
        }
        return (Numbers(old, oldFrom, oldTo), Numbers(wanted, newFrom, newTo));
    }
}
