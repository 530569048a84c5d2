using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using AiSdlc.Locking;
using AiSdlc.Platform;
using AiSdlc.Storage;

namespace AiSdlc.Stories;

/// <summary>
/// Has what runs under the lock compiled before the first lock of a process is taken: under it, all others would wait for the just-in-time
/// compiler. <see cref="StoryStore"/> then rehearses the edit itself. Measured in a new process, precompiled: the first hold takes a third of
/// the time that it takes without; not precompiled, a quarter.
/// </summary>
internal static class JitWarmup
{
    private const BindingFlags Own =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] UnderTheLock =
    [
        typeof(StoryLock), typeof(OwnerRecord), typeof(OwnerFacts), typeof(LockSnapshot), typeof(LockInspector), typeof(StalenessTracker), typeof(Heartbeat),
        typeof(OrphanedFiles), typeof(FileSnapshot), typeof(AtomicReplace), typeof(TemporaryFile), typeof(StoryTransaction), typeof(ExtendedAttributes),
        typeof(PosixCall), typeof(NoAtimeListing), typeof(DeferredClose), typeof(WaitTickets), FileSystem.Current.GetType(),

        // Not under it, but with an assembly of its own: the runtime remembers for good that it could not be loaded, as when too many files
        // are open at the first stale lock.
        typeof(LocalFileSystem),
    ];

    private static int _isDone;

    /// <summary>Compiles once; true for the call that did. A failure, as when too many files are open, is not remembered.</summary>
    public static bool Once()
    {
        if (Volatile.Read(ref _isDone) == 1)
        {
            return false;
        }

        foreach (var type in UnderTheLock)
        {
            foreach (var method in type.GetMethods(Own))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }

        Volatile.Write(ref _isDone, 1);
        return true;
    }
}
