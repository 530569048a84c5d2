using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Adds Markdown to the end of a section of a story's body, or makes the section. Every other byte of the body stays.</summary>
[Cmdlet(VerbsCommon.Add, "StoryContent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class AddStoryContentCommand : StoryEditCommand
{
    private static readonly char[] Breaks = ['\r', '\n'];

    /// <summary>The section's heading, without <c>##</c>.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SectionCompleter))]
    public string? Section { get; set; }

    /// <summary>Markdown.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? Content { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesText => Content is null;

    /// <inheritdoc/>
    private protected override void Take(string text) => Content = text;

    /// <inheritdoc/>
    private protected override string Action => "Add content";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story)
    {
        var entry = new SectionEntry(Heading(), Required(nameof(Content), Content));
        return new() { Touch = true, Section = _ => entry };
    }

    private string Heading() => Required(nameof(Section), Section) is var heading && (string.IsNullOrWhiteSpace(heading) || heading.IndexOfAny(Breaks) >= 0)
        ? throw Refused("InvalidHeading", $"'{heading}' is no heading: it must be one line of text.")
        : heading;
}
