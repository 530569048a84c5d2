using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AiSdlc.Chaos;
using AiSdlc.Chaos.Claiming;
using AiSdlc.Chaos.Clocks;
using AiSdlc.Chaos.Faults;
using AiSdlc.Chaos.Kills;
using AiSdlc.Chaos.Power;
using AiSdlc.Chaos.Races;
using AiSdlc.Chaos.Waiting;
using AiSdlc.Chaos.Workers;

// Proves that nothing is lost, torn or left behind, or shows how it is lost by those who do less. Exit code 0: as promised;
// 1: not; 2: called wrongly.
var commands = new Dictionary<string, Func<Options, int>>(StringComparer.Ordinal)
{
    ["chaos"] = options => new ChaosRun(options).Run(),
    ["busy-node"] = BusyNode.Run,
    ["kill-at-every-call"] = EveryCall.Run,
    ["fault-matrix"] = FaultMatrix.Run,
    ["power-cut"] = PowerCut.Run,
    ["clocks"] = SkewedClocks.Run,
    ["endurance"] = Endurance.Run,
    ["faults"] = options =>
        FaultMatrix.Run(options) | PowerCut.Run(options) | PowerCut.Run(new Options(["--naive", "no-flush", "--cuts", "40"]))
        | SkewedClocks.Run(options) | Endurance.Run(options),
    ["double-takeover"] = options => DelayedPeer.Run(options) | TakeoverRace.Run(options),
    ["claim-race"] = ClaimRace.Run,
    ["claim-drain"] = ClaimDrain.Run,
    ["claim-chaos"] = ClaimChaos.Run,
    ["claim-clocks"] = ClaimClocks.Run,
    ["id-race"] = IdRace.Run,
    ["waits"] = WaitRace.Run,

    // What the harness starts.
    ["core-worker"] = CoreWorker.Run,
    ["naive-worker"] = NaiveWorker.Run,
    ["takeover-worker"] = TakeoverWorker.Run,
    ["clock-party"] = ClockParty.Run,
    ["patient"] = Patient.Run,
    ["claim-worker"] = ClaimWorker.Run,
    ["claim-drainer"] = ClaimDrainer.Run,
    ["claim-holder"] = ClaimHolder.Run,
    ["claim-clock-party"] = ClaimClocks.Party,
    ["waiter"] = Waiter.Run,
    ["change-writer"] = ChangeWriter.Run,
    ["id-worker"] = IdRace.Work,
    ["one-update"] = CoreWorker.RunOnce,
};

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0 || !commands.TryGetValue(args[0], out var command))
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

return command(new Options(args.Skip(1)));
