using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Locking;
using AiSdlc.Paths;

namespace AiSdlc.Board;

/// <summary>What dead holders left beside a story. A held lock is not a problem.</summary>
internal static class LockChecks
{
    /// <summary>Locks and temporary files that nobody holds.</summary>
    public static IEnumerable<StoryFinding> Of(StoryPaths paths, LockTiming timing)
    {
        var found = LockManager.Shared.Inspector.Describe(paths, timing);
        if (found is { State: StoryLockState.Invalid })
        {
            yield return new(
                StoryFindingSeverity.Error, "lock-invalid", paths.Story, $"'{paths.Lock}' is not a lock but a file, a link or a folder with something in it: nobody can lock the story. Remove it.");
        }
        else if (found is { IsStale: true })
        {
            yield return new(StoryFindingSeverity.Warning, "lock-left-behind", paths.Story, $"'{paths.Lock}' was left behind. The next update removes it.");
        }

        if (found is null or { IsStale: true })
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(paths.Folder).Where(entry => paths.IsHidden(Path.GetFileName(entry))))
            {
                yield return new(StoryFindingSeverity.Warning, "file-left-behind", paths.Story, $"'{entry}' was left behind. The next update removes it.");
            }
        }
    }
}
