using System.Management.Automation;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Commands;

/// <summary>The locks that exist, and who holds them. Nothing when nothing is locked; touches nothing.</summary>
[Cmdlet(VerbsCommon.Get, "StoryLock", DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryLockInfo))]
public sealed class GetStoryLockCommand : LockCommand
{
    /// <inheritdoc/>
    private protected override void Process(string story)
    {
        if (LockManager.Shared.Inspector.Describe(StoryPaths.ResolveLock(story), Timing) is { } found)
        {
            WriteObject(found);
        }
    }
}
