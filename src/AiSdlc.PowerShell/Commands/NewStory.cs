using System.Collections.Specialized;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Claims;
using AiSdlc.Locking;

namespace AiSdlc.Commands;

/// <summary>Creates a story with the next free id, and emits it. No two callers get one id.</summary>
[Cmdlet(VerbsCommon.New, "Story", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Story))]
public sealed class NewStoryCommand : BoardCommand
{
    /// <summary>Title; the slug is made of it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateLine]
    public string Title { get; set; } = string.Empty;

    /// <summary>Markdown below the frontmatter; by default a template.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Content { get; set; }

    /// <summary>Kind of work.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TypeCompleter))]
    public string? Type { get; set; }

    /// <summary>Labels.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Labels")]
    [LabelNames]
    [ArgumentCompleter(typeof(LabelCompleter))]
    public string[]? Label { get; set; }

    /// <summary>Priority, the lowest first; by default the highest of the board and 10.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [VisibleArgument]
    public int? Priority { get; set; }

    /// <summary>Epic it belongs to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EpicCompleter))]
    public string? Epic { get; set; }

    /// <summary>Ids of stories that have to be done before it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(StoryIdCompleter))]
    public string[]? Dependencies { get; set; }

    /// <summary>Who works on it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Assignee { get; set; }

    /// <summary>How much work it is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EffortCompleter))]
    public string? EstimatedEffort { get; set; }

    /// <summary>The remote where all clones reserve ids; by default that of <c>git config ai-sdlc.remote</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>Reserves the id in this clone, whatever remote is configured.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForStory(() =>
    {
        var board = Board();
        if (ShouldProcess(board.Folder, $"Create story '{Title}'"))
        {
            var request = Request(new LockTiming());
            WriteObject(StoryCreation.Create(board, Title, Fields(), Content, request, BoardIds.Of(board, new ClaimPlace(Remote, Offline), request)).ToStory());
        }
    });

    private OrderedDictionary Fields()
    {
        var fields = new OrderedDictionary();
        void Add(string key, object? value)
        {
            if (value is not null)
            {
                fields[key] = value;
            }
        }

        Add("type", Type is null ? null : Word(nameof(Type), Type, FixedWords.Types));
        Add("labels", Label);
        Add("priority", Priority);
        Add("assignee", Assignee);
        Add("estimated_effort", EstimatedEffort is null ? null : Word(nameof(EstimatedEffort), EstimatedEffort, FixedWords.Efforts));
        Add("epic", Epic);
        Add("dependencies", Dependencies);
        return fields;
    }
}
