using System;
using System.Globalization;
using System.Linq;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>A sighting in the state folder: three lines, the machine and boot whose clock it speaks of first. Whatever fails, there is none.</summary>
internal static class SightingFile
{
    private const string Suffix = ".seen";

    /// <summary>The sighting of a story's lock; null when there is none that this boot can use.</summary>
    public static Sighting? Read(StoryPaths paths)
    {
        using var folder = StateFolder.TryOpen();
        try
        {
            var lines = folder?.TryRead(paths.Key + Suffix)?.Split('\n') ?? [];
            return lines.Length == 4 && ProcessIdentity.Current is { } here && lines[0] == here.World && Ticks(lines[1]) is { } modified && Ticks(lines[2]) is { } first
                && modified <= DateTime.MaxValue.Ticks
                ? new Sighting(new DateTime(modified, DateTimeKind.Utc), first)
                : null;
        }
        catch (NativeException)
        {
            return null;
        }
    }

    /// <summary>Writes it; where there are already <paramref name="most"/>, those go first.</summary>
    public static void Write(StoryPaths paths, Sighting sighting, int most)
    {
        using var folder = StateFolder.TryOpen();
        if (folder is null || ProcessIdentity.Current is not { } here)
        {
            return;
        }

        try
        {
            var others = folder.Names().Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)).ToList();
            if (others.Count >= most)
            {
                others.ForEach(name => folder.TryDelete(name));
            }

            folder.TryWrite(
                paths.Key + Suffix, string.Format(CultureInfo.InvariantCulture, "{0}\n{1}\n{2}\n", here.World, sighting.Modified.Ticks, sighting.First), isNew: false);
        }
        catch (NativeException)
        {
            return;
        }
    }

    /// <summary>Deletes it.</summary>
    public static void Delete(StoryPaths paths)
    {
        using var folder = StateFolder.TryOpen();
        try
        {
            folder?.TryDelete(paths.Key + Suffix);
        }
        catch (NativeException)
        {
            return;
        }
    }

    private static long? Ticks(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? ticks : null;
}
