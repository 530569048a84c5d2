using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Replaces the text of a section of a story's body, or makes the section.</summary>
[Cmdlet(VerbsCommon.Set, "StoryContent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class SetStoryContentCommand : StorySectionCommand
{
    /// <inheritdoc/>
    private protected override string Action => "Set content";

    /// <inheritdoc/>
    private protected override BodyEdit Change(string heading, string content) => SectionText.Replace(heading, content);
}
