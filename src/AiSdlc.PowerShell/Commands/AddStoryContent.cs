using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Adds Markdown to the end of a section of a story's body, or makes the section.</summary>
[Cmdlet(VerbsCommon.Add, "StoryContent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class AddStoryContentCommand : StorySectionCommand
{
    /// <inheritdoc/>
    private protected override string Action => "Add content";

    /// <inheritdoc/>
    private protected override BodyEdit Change(string heading, string content) => SectionText.Append(heading, content);
}
