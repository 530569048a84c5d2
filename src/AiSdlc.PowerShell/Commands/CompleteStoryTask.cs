using System.Management.Automation;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Ticks tasks of a story's body: <c>- [ ]</c> becomes <c>- [x]</c>.</summary>
[Cmdlet(VerbsLifecycle.Complete, "StoryTask", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class CompleteStoryTaskCommand : StoryEditCommand
{
    /// <summary>Texts of the tasks, with wildcards; each has to match one at least.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(TaskCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Task { get; set; }

    /// <summary>Only tasks of the section with this heading.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SectionCompleter))]
    public string? Section { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Complete task";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story)
    {
        var heading = Section is null ? null : Heading(Section);
        var task = Task ?? throw Refused("ValueMissing", "Give -Task: the text of the task, or a pattern.");
        return new() { Touch = true, Body = _ => TaskText.Tick(task, IsMatch, heading) };
    }

    private static bool IsMatch(string wanted, string task) => WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase).IsMatch(task);
}
