using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Emits the body of a story, or one section of it, as text. Takes no lock.</summary>
[Cmdlet(VerbsCommon.Get, "StoryContent", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class GetStoryContentCommand : WaitingStoryCommand
{
    /// <summary>The section's heading, with or without its <c>##</c>; by default the whole body.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SectionCompleter))]
    public string? Section { get; set; }

    /// <inheritdoc/>
    private protected override void Process(string story)
    {
        var read = StoryStore.Shared.Read(story, LockRequest, isWhole: true);
        WriteObject(Section is null ? read.Body() : read.Section(Heading(Section)));
    }
}
