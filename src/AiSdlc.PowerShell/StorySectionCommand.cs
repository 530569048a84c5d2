using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>A cmdlet that puts text into a section of a story's body. Every other byte of the body stays.</summary>
public abstract class StorySectionCommand : StoryEditCommand
{
    /// <summary>The section's heading, with its <c>##</c> or without.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SectionCompleter))]
    public string? Section { get; set; }

    /// <summary>Markdown; or lines from the pipeline, where the story is named.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Content { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesText => Content is null;

    /// <inheritdoc/>
    private protected override void Take(string text) => Content = text;

    /// <summary>The change of the body.</summary>
    private protected abstract BodyEdit Change(string heading, string content);

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story)
    {
        var heading = Heading(Required(nameof(Section), Section));
        var content = Text(nameof(Content), SectionText.Fitted(heading, Text(nameof(Content), Content)));
        if (SectionText.HeadingIn(content) is { } line)
        {
            throw Refused(
                "HeadingInContent",
                $"'{line}' in the text would end the section '{heading}'. Headings in a section start with ###; a whole document is for Set-StoryOutput.");
        }

        return new() { Touch = true, Body = _ => Change(heading, content) };
    }
}
