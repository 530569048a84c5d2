using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using AiSdlc.Benchmarks.Cases;

namespace AiSdlc.Benchmarks.Peers;

/// <summary>Measures every case beside its peers, and prints one table.</summary>
internal static class SideBySide
{
    public static int Run(Options options)
    {
        var lab = new Lab(options);
        Console.WriteLine($"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}, median of {options.Rounds}");
        Console.WriteLine();
        Console.WriteLine("| case | ratio | bar | measured | from – to | |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var missed = 0;
        foreach (var (name, measure) in All.Where(item => item.Key.StartsWith(options.Case, StringComparison.Ordinal)))
        {
            foreach (var row in measure(lab))
            {
                missed += row.IsMissed ? 1 : 0;
                Console.WriteLine($"| {name} {row}");
            }
        }

        return missed == 0 ? 0 : 1;
    }

    private static readonly Dictionary<string, Func<Lab, IEnumerable<Row>>> All = new(StringComparer.Ordinal)
    {
        ["fresh-start"] = FreshProcesses.Start,
        ["fresh-board"] = FreshProcesses.Board,
        ["fresh-disk"] = lab => FreshProcesses.Updates(lab, lab.Options.Disk, 1.5, 1.5),
        ["fresh-tmpfs"] = lab => FreshProcesses.Updates(lab, lab.Options.Memory, null, 3),
        ["fresh-crowd"] = FreshProcesses.Crowd,
        ["update-disk"] = lab => OneStory.Update(lab, lab.Options.Disk, 1.3, 2),
        ["update-tmpfs"] = lab => OneStory.Update(lab, lab.Options.Memory, 6, 5),
        ["locked"] = OneStory.Locked,
        ["cmdlet"] = OneStory.Cmdlet,
        ["allocations"] = OneStory.Allocations,
        ["body-50mb"] = OneStory.LargeBody,
        ["contended"] = ManyProcesses.OnOneStory,
        ["separate"] = ManyProcesses.OnStoriesOfTheirOwn,
        ["runspaces"] = ManyProcesses.Runspaces,
        ["recovery"] = ManyProcesses.Recovery,
        ["locks"] = Boards.Locks,
        ["stories"] = Boards.Stories,
        ["import"] = Boards.Import,
    };
}
