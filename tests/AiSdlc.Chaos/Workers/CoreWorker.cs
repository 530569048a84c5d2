using System;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Workers;

/// <summary>Updates a story through the core until it is killed. It starts five times as fast as PowerShell, so it can be killed as often.</summary>
internal static class CoreWorker
{
    /// <summary>For <c>--stale</c>: what users have who name no stale time.</summary>
    public const string Default = "default";

    public static int Run(Options options)
    {
        var (story, name) = (options.Text("story"), options.Text("worker"));
        var timing = new LockTiming(60000, options.Text("stale") == Default ? null : options.Number("stale", Board.StaleTimeout));
        Launch.EndWithHarness();
        for (var runspace = 2; runspace <= options.Number("runspaces", 1); runspace++)
        {
            var number = runspace;
            new Thread(() => Work(story, $"{name}.{number}", timing)) { IsBackground = true }.Start();
        }

        Work(story, $"{name}.1", timing);
        return 0;
    }

    /// <summary>One update, for the debugger's knife.</summary>
    public static int RunOnce(Options options)
    {
        Try(options.Text("story"), options.Text("token"), LockOwner.New("the only one"), new LockTiming(60000, Board.StaleTimeout));
        return 0;
    }

    private static void Work(string story, string name, LockTiming timing)
    {
        var owner = LockOwner.New(name);
        for (var i = 1; ; i++)
            Try(story, $"{name}-{i}", owner, timing);
    }

    private static void Try(string story, string token, LockOwner owner, LockTiming timing)
    {
        try
        {
            var request = new LockRequest(timing, owner, StoryLog.Silent, CancellationToken.None);
            StoryStore.Shared.Update(story, Board.Edit(token), request);
            Console.Out.WriteLine($"ok {token}");
        }
        catch (StoryException refused)
        {
            Console.Out.WriteLine($"no {token} {refused.GetType().Name} {refused.Code}");
        }
    }
}
