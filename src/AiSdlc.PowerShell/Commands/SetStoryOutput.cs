using System.IO;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Writes the output of a phase into its file beside the story, under a dated header: replaces what is there, or appends to it.</summary>
[Cmdlet(VerbsCommon.Set, "StoryOutput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(FileInfo))]
public sealed class SetStoryOutputCommand : ClaimedStoryCommand
{
    /// <summary>The phase: the file is <c>research.md</c>, <c>plan.md</c>, <c>plan_review.md</c> or <c>review.md</c>.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(OutputCompleter))]
    public string? Phase { get; set; }

    /// <summary>Markdown; or lines from the pipeline, where the story is named.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Content { get; set; }

    /// <summary>Keeps what is there.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>With -Append: number of this iteration, for its header.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Iteration { get; set; } = 1;

    /// <summary>With -Append: this is rework after a review.</summary>
    [Parameter]
    public SwitchParameter Rework { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesText => Content is null;

    /// <inheritdoc/>
    private protected override void Take(string text) => Content = text;

    /// <inheritdoc/>
    private protected override void Process(string story)
    {
        var name = SectionFile.NameOf(Word(nameof(Phase), Phase, FixedWords.Outputs));
        var content = Text(nameof(Content), Content);
        if (!Append && (Rework || MyInvocation.BoundParameters.ContainsKey(nameof(Iteration))))
        {
            throw Refused("AppendMissing", "-Iteration and -Rework are for the header of what is appended: give -Append too.");
        }

        if (!ShouldProcess(story, $"{(Append ? "Append to" : "Write")} {name}"))
        {
            return;
        }

        var file = StoryStore.Shared.WriteBeside(story, name, old => Append ? SectionFile.Appended(old, content, Iteration, Rework) : SectionFile.Fresh(content), LockRequest, Guard);
        if (PassThru)
        {
            WriteFile(file);
        }
    }
}
