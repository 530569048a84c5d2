using System;
using System.Collections;
using System.Diagnostics;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Waiting;

/// <summary>A process that changes its story once for each line that it is told.</summary>
internal static class ChangeWriter
{
    public static int Run(Options options)
    {
        var request = new LockRequest(new LockTiming(60000), LockOwner.New("writer"), StoryLog.Silent, CancellationToken.None);
        while (Console.In.ReadLine() is not null)
        {
            var edit = new StoryEdit { Increment = ["count"], Set = new Hashtable { ["stamp"] = Stopwatch.GetTimestamp() } };
            try
            {
                StoryStore.Shared.Update(options.Text("story"), edit, request);
            }
            catch (StoryException refused)
            {
                Console.Out.WriteLine($"no {refused.Message}");
            }
        }

        return 0;
    }
}
