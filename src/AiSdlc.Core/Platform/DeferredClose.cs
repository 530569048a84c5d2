using System.Collections.Concurrent;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>
/// Closes the last descriptors of deleted files and directories on another thread, once the update is done. A disk's file system
/// frees the blocks in that call: measured on ext4, a tenth of an update, and as much again of a flush that runs at the same time.
/// </summary>
internal sealed class DeferredClose
{
    // However busy the thread pool is: who comes when so many wait closes the oldest.
    internal const int MostWaiting = 16;

    private readonly ConcurrentQueue<SafeFileHandle> _waiting = new();

    /// <summary>Has a descriptor closed with the next <see cref="Start"/>, or at once where that is not slow.</summary>
    public void Close(SafeFileHandle handle)
    {
        if (!FileSystem.Current.IsSlowToClose(handle))
        {
            handle.Dispose();
            return;
        }

        _waiting.Enqueue(handle);
        if (_waiting.Count > MostWaiting)
        {
            CloseOne();
        }
    }

    /// <summary>Closes what waits, on another thread.</summary>
    public void Start()
    {
        if (!_waiting.IsEmpty)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                while (CloseOne())
                {
                }
            });
        }
    }

    private bool CloseOne()
    {
        if (!_waiting.TryDequeue(out var oldest))
        {
            return false;
        }

        oldest.Dispose();
        return true;
    }
}
