using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace AiSdlc.Chaos.Power;

/// <summary>A mounted file system; unmounted when disposed.</summary>
internal sealed class Mount : IDisposable
{
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);

    /// <summary>Mounts an image.</summary>
    public Mount(string image, string folder, string options)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        Command.Run("mount", "-o", options, image, folder);
    }

    /// <summary>Where.</summary>
    public string Folder { get; }

    // An update has returned when the last descriptors of what it replaced are closed, or a moment before.
    public void Dispose()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Command.Run("umount", Folder);
                return;
            }
            catch (InvalidOperationException) when (waited.Elapsed < LockWait)
            {
                Thread.Sleep(10);
            }
        }
    }
}
