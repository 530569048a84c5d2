using System.Collections.Generic;
using System.Management.Automation;
using AiSdlc.Locking;
using AiSdlc.Paths;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Removes locks whose holders are gone, at the moment of removal; never a live one. Silent when there is nothing to do.</summary>
[Cmdlet(VerbsCommon.Remove, "StaleStoryLock", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(StoryLockInfo))]
public sealed class RemoveStaleStoryLockCommand : LockCommand
{
    private readonly List<StoryPaths> _candidates = [];

    /// <summary>Emits each lock that was removed, as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process(string story)
    {
        var paths = StoryPaths.ResolveLock(story);
        if (!new ShouldProcessPreview(this).IsWanted)
        {
            StaleLockRemover.Shared.Notice(paths, Timing); // where the user is asked, or nothing is done, nothing is noted before
        }

        _candidates.Add(paths);
    }

    /// <summary>Removes: a stale lock needs two looks half a second apart, and by now all have had the first.</summary>
    protected override void EndProcessing()
    {
        foreach (var paths in _candidates)
        {
            ForStory(() => Remove(paths));
        }
    }

    private void Remove(StoryPaths paths)
    {
        var found = LockManager.Shared.Inspector.Describe(paths, Timing);
        if (found is null || found.State == StoryLockState.Held || !ShouldProcess(paths.Lock, "Remove stale lock"))
        {
            return;
        }

        if (StaleLockRemover.Shared.Remove(paths, Request(Timing)) && PassThru)
        {
            WriteObject(found);
        }
    }
}
