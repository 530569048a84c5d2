using System.Management.Automation;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>Emits the output of a phase as text: its file beside the story, or the section that held it before there were files.</summary>
[Cmdlet(VerbsCommon.Get, "StoryOutput", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class GetStoryOutputCommand : WaitingStoryCommand
{
    /// <summary>The phase: its file is <c>research.md</c>, <c>plan.md</c>, <c>plan_review.md</c> or <c>review.md</c>.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(OutputCompleter))]
    public string? Phase { get; set; }

    /// <inheritdoc/>
    private protected override void Process(string story) => WriteObject(SectionFile.Read(story, Word(nameof(Phase), Phase, FixedWords.Outputs), LockRequest));
}
