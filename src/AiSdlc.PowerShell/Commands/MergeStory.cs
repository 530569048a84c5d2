using System.Management.Automation;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Merges two versions of a story with their common ancestor: three files into a fourth, or into text.</summary>
[Cmdlet(VerbsData.Merge, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StoryMergeResult))]
public sealed class MergeStoryCommand : StoryCommand
{
    /// <summary>The common ancestor. Without one, lists unite and whatever else differs is in doubt.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Base { get; set; }

    /// <summary>One version. Its values stand where the two disagree.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Ours { get; set; } = string.Empty;

    /// <summary>The other version.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Theirs { get; set; } = string.Empty;

    /// <summary>Where the merged file is written; by default its text is emitted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>Milliseconds to wait for the lock of a story at the destination; 0 tries once.</summary>
    [Parameter]
    [Milliseconds]
    [ValidateRange(0, int.MaxValue)]
    public int LockTimeout { get; set; } = LockTiming.DefaultLockTimeout;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForStory(() =>
    {
        var destination = Destination is null ? null : Full(Destination);
        if (destination is not null && !ShouldProcess(destination, "Write merged story"))
        {
            return;
        }

        var result = StoryFileMerge.Merge(Base is null ? null : Full(Base), Full(Ours), Full(Theirs), destination, Request(new LockTiming(LockTimeout)));
        WriteObject(result);
        if (!result.IsClean)
        {
            throw StoryMergeConflictException.Open(result);
        }
    });

    private string Full(string path) => StoryFinder.Resolve(path, () => GetUnresolvedProviderPathFromPSPath(path));
}
