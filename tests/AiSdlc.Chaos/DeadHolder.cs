using System;
using System.IO;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Chaos;

/// <summary>What a holder leaves that was killed.</summary>
internal static class DeadHolder
{
    /// <summary>Leaves a lock of that age and, where there is a state folder, the record of a process that is gone.</summary>
    public static void Leave(StoryPaths paths, TimeSpan age)
    {
        Directory.CreateDirectory(paths.Lock);
        Directory.SetLastWriteTimeUtc(paths.Lock, LockIdentity.At(DateTimeOffset.UtcNow) - age);
        var record = OwnerRecord.For(paths, LockOwner.New("the dead one"));
        record.Write(LockSnapshot.Of(paths.Lock).Modified);
        record.Dispose();
        if (StateFolder.Find() is not { } state || !Directory.Exists(state))
            return;

        // The record is this process's, which lives; another start time makes it one that is gone.
        var file = Directory.GetFiles(state).Single(file => File.ReadAllText(file).Contains(paths.Story, StringComparison.Ordinal));
        File.WriteAllText(file, File.ReadAllText(file).Replace("start=", "start=1", StringComparison.Ordinal));
    }
}
