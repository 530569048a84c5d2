using System;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Chaos.Workers;

/// <summary>Updates a story through the core until it is killed. It starts five times as fast as PowerShell, so it can be killed as often.</summary>
internal static class CoreWorker
{
    public static int Run(Options options)
    {
        var (story, name) = (options.Text("story"), options.Text("worker"));
        Launch.EndWithHarness();
        for (var runspace = 2; runspace <= options.Number("runspaces", 1); runspace++)
        {
            var number = runspace;
            new Thread(() => Work(story, $"{name}.{number}")) { IsBackground = true }.Start();
        }

        Work(story, $"{name}.1");
        return 0;
    }

    /// <summary>One update, for the debugger's knife.</summary>
    public static int RunOnce(Options options)
    {
        Try(options.Text("story"), options.Text("token"), LockOwner.New("the only one"));
        return 0;
    }

    private static void Work(string story, string name)
    {
        var owner = LockOwner.New(name);
        for (var i = 1; ; i++)
            Try(story, $"{name}-{i}", owner);
    }

    private static void Try(string story, string token, LockOwner owner)
    {
        try
        {
            var request = new LockRequest(new LockTiming(60000, Board.StaleTimeout), owner, StoryLog.Silent, CancellationToken.None);
            StoryStore.Shared.Update(story, Board.Edit(token), request);
            Console.Out.WriteLine($"ok {token}");
        }
        catch (StoryException refused)
        {
            Console.Out.WriteLine($"no {token} {refused.GetType().Name}");
        }
    }
}
