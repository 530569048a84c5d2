using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that puts text into a section of a story's body. Every other byte of the body stays.</summary>
public abstract class StorySectionCommand : StoryEditCommand
{
    private PipedContent? _piped;

    /// <summary>The section's heading, with or without its <c>##</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(SectionCompleter))]
    [ValidateLine]
    public string Section { get; set; } = string.Empty;

    /// <summary>Markdown; from the pipeline where the story is named by its id.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByPath)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByLiteralPath)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ById, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string Content { get; set; } = string.Empty;

    /// <summary>The change of the body.</summary>
    private protected abstract BodyEdit Change(string heading, string content);

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

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story)
    {
        var heading = BodySection.Name(Section);
        return new() { Touch = true, Body = _ => Change(heading, Content) };
    }

    private void Write()
    {
        var heading = BodySection.Name(Section);
        PipedContent.Require(this, SectionText.Fitted(heading, Content));
        if (SectionText.HeadingIn(heading, Content) is { } line)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"'{VisibleText.Of(line)}' in the text would end the section '{VisibleText.Of(heading)}'. Headings in a section start with ###; a whole document is for Set-StoryOutput."),
                "HeadingInContent", ErrorCategory.InvalidArgument, null));
        }

        base.ProcessRecord();
    }
}
