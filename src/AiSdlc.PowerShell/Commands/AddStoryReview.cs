using System.Collections.Specialized;
using System.Management.Automation;
using AiSdlc.Board;
using AiSdlc.Stories;

namespace AiSdlc.Commands;

/// <summary>Adds a review to a story's history, which keeps the last ten.</summary>
[Cmdlet(VerbsCommon.Add, "StoryReview", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByPath)]
[OutputType(typeof(Story))]
public sealed class AddStoryReviewCommand : StoryEditCommand
{
    private const string Approved = "APPROVED";

    /// <summary>The decision.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(DecisionCompleter))]
    public string? Decision { get; set; }

    /// <summary>What the reviewers say.</summary>
    [Parameter(Position = 2)]
    [AllowEmptyString]
    [ValidateNotNull]
    public string? Feedback { get; set; }

    /// <summary>How bad it is.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SeverityCompleter))]
    public string? Severity { get; set; }

    /// <summary>What has to change first, one by one.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] Blockers { get; set; } = [];

    /// <summary>Whether the code passed; by default it did if the story is approved.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? CodeReviewPassed { get; set; }

    /// <summary>The same for security.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? SecurityReviewPassed { get; set; }

    /// <summary>The same for the product owner.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BooleanCompleter))]
    public bool? POReviewPassed { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Add review";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => StoryHistory.AddReview(Attempt());

    // The Node tool's ReviewAttempt (src/types/story.ts), in its order.
    private OrderedDictionary Attempt()
    {
        var decision = Word(nameof(Decision), Decision, FixedWords.Decisions);
        var isApproved = decision == Approved;
        var attempt = new OrderedDictionary { ["timestamp"] = StoryFields.IsoNow(), ["decision"] = decision };
        StoryFields.SetIfKnown(attempt, "severity", Severity is null ? null : Word(nameof(Severity), Severity, FixedWords.Severities));
        attempt["feedback"] = Feedback ?? throw Refused("ValueMissing", "Give -Feedback.");
        attempt["blockers"] = Blockers;
        attempt["codeReviewPassed"] = CodeReviewPassed ?? isApproved;
        attempt["securityReviewPassed"] = SecurityReviewPassed ?? isApproved;
        attempt["poReviewPassed"] = POReviewPassed ?? isApproved;
        return attempt;
    }
}
