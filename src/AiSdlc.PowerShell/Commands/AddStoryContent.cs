using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Adds Markdown to the end of a section of a story's body, or makes the section. Every other byte of the body stays.</summary>
[Cmdlet(VerbsCommon.Add, "StoryContent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class AddStoryContentCommand : StoryEditCommand
{
    /// <summary>The section's heading, without <c>##</c>.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(SectionCompleter))]
    [ValidateHeading]
    public string Section { get; set; } = string.Empty;

    /// <summary>Markdown.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    public string Content { get; set; } = string.Empty;

    /// <inheritdoc/>
    private protected override string Action => "Add content";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => new() { Touch = true, Section = _ => new SectionEntry(Section, Content) };
}
