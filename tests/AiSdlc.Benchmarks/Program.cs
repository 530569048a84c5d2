using System;
using System.Globalization;
using System.Linq;
using AiSdlc.Benchmarks;
using AiSdlc.Benchmarks.Micro;
using AiSdlc.Benchmarks.Peers;
using BenchmarkDotNet.Running;

// How fast it is: beside its peers, as ratios (`peers`), and by itself (`micro`, BenchmarkDotNet). Exit code 0: every bar is met; 1: not; 2:
// called wrongly.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args.FirstOrDefault())
{
    case "peers":
        return SideBySide.Run(new Options(args.Skip(1)));
    case "micro":
        BenchmarkSwitcher.FromTypes([typeof(UpdateBenchmarks)]).Run([.. args.Skip(1)], new InThisProcess());
        return 0;
    case "worker": // what `peers` starts
        return Worker.Run();
    default:
        Console.Error.WriteLine(Options.Usage);
        return 2;
}
