using System.IO;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Writes the output of a phase into its file beside the story, under a dated header: replaces what is there, or appends to it.</summary>
[Cmdlet(VerbsCommon.Set, "StoryOutput", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(FileInfo))]
public sealed class SetStoryOutputCommand : NamedStoryCommand
{
    private PipedContent? _piped;

    /// <summary>The phase: the file is <c>research.md</c>, <c>plan.md</c>, <c>plan_review.md</c> or <c>review.md</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [VisibleArgument]
    [ValidateSet("research", "plan", "plan_review", "review", IgnoreCase = false)]
    public string Phase { get; set; } = string.Empty;

    /// <summary>Markdown; from the pipeline where the story is named by its id.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByPath)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByLiteralPath)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ById, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string Content { get; set; } = string.Empty;

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

    /// <summary>Finds out where the text comes from.</summary>
    protected override void BeginProcessing() => _piped = new PipedContent(this);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_piped!.Takes(Content))
        {
            Write();
        }
    }

    /// <summary>Writes what came from the pipeline.</summary>
    protected override void EndProcessing()
    {
        if (_piped!.Text is { } text)
        {
            Content = text;
            Write();
        }
    }

    private void Write()
    {
        PipedContent.Require(this, Content);
        var request = LockRequest();
        ForEachStory(Names, story => Write(story, request));
    }

    private void Write(string story, LockRequest request)
    {
        var name = SectionFile.NameOf(Phase);
        if (!ShouldProcess(story, $"{(Append ? "Append to" : "Write")} {name}"))
        {
            return;
        }

        var file = StoryStore.Shared.WriteBeside(story, name, old => Append ? SectionFile.Appended(old, Content, Iteration, Rework) : SectionFile.Fresh(Content), request);
        if (PassThru)
        {
            // A FileInfo that knows its PSPath, as Get-Item gives it: others do not pipe into Get-Content.
            foreach (var item in InvokeProvider.Item.Get([FileSystemProvider + file], force: true, literalPath: true))
            {
                item.TypeNames.Insert(0, "AiSdlc.StoryOutput"); // which has a view of ours
                WriteObject(item);
            }
        }
    }
}
