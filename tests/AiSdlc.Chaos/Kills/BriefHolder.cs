using System;
using System.IO;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Chaos.Kills;

/// <summary>Holds a story's lock until somebody stands in the wait queue for it, or until it is disposed.</summary>
internal sealed class BriefHolder : IDisposable
{
    private readonly Board _board;
    private readonly LockLease _held;
    private readonly Thread _thread;
    private volatile bool _isOver;

    public BriefHolder(Board board)
    {
        _board = board;
        _held = LockManager.Shared.Take(StoryPaths.Resolve(board.Story), LockRequest.With(new LockTiming(0, Board.StaleTimeout)));
        _thread = new Thread(HoldUntilAwaited) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void HoldUntilAwaited()
    {
        while (!_isOver && Directory.GetFiles(_board.State, "*.wait").Length == 0)
            Thread.Sleep(1);
        _held.Dispose();
    }
}
