using System.Management.Automation;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>Emits the output of a phase as text: its file beside the story, or the section that held it before there were files.</summary>
[Cmdlet(VerbsCommon.Get, "StoryOutput", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class GetStoryOutputCommand : NamedStoryCommand
{
    /// <summary>The phase: its file is <c>research.md</c>, <c>plan.md</c>, <c>plan_review.md</c> or <c>review.md</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [VisibleArgument]
    [ValidateSet("research", "plan", "plan_review", "review", IgnoreCase = false)]
    public string Phase { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEachStory(Names, story => WriteObject(SectionFile.Read(story, Phase, LockRequest())));
}
