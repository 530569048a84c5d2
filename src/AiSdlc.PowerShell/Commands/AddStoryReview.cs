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
    [Parameter(Mandatory = true, Position = 1)]
    [VisibleArgument]
    [ValidateSet(Approved, "REJECTED", "FAILED", "RECOVERY", IgnoreCase = false)]
    public string Decision { get; set; } = string.Empty;

    /// <summary>What the reviewers say.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [AllowEmptyString]
    [ValidateNotNull]
    public string Feedback { get; set; } = string.Empty;

    /// <summary>How bad it is.</summary>
    [Parameter]
    [VisibleArgument]
    [ValidateSet("LOW", "MEDIUM", "HIGH", "CRITICAL", IgnoreCase = false)]
    public string? Severity { get; set; }

    /// <summary>What has to change first, one by one.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] Blockers { get; set; } = [];

    /// <summary>Whether the code passed; by default it did if the story is approved.</summary>
    [Parameter]
    public bool? CodeReviewPassed { get; set; }

    /// <summary>The same for security.</summary>
    [Parameter]
    public bool? SecurityReviewPassed { get; set; }

    /// <summary>The same for the product owner.</summary>
    [Parameter]
    public bool? POReviewPassed { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Add review";

    /// <inheritdoc/>
    private protected override StoryEdit Edit(string story) => StoryHistory.AddReview(Attempt());

    // The Node tool's ReviewAttempt (src/types/story.ts), in its order.
    private OrderedDictionary Attempt()
    {
        var isApproved = Decision == Approved;
        var attempt = new OrderedDictionary { ["timestamp"] = StoryFields.IsoNow(), ["decision"] = Decision };
        StoryFields.SetIfKnown(attempt, "severity", Severity);
        attempt["feedback"] = Feedback;
        attempt["blockers"] = Blockers;
        attempt["codeReviewPassed"] = CodeReviewPassed ?? isApproved;
        attempt["securityReviewPassed"] = SecurityReviewPassed ?? isApproved;
        attempt["poReviewPassed"] = POReviewPassed ?? isApproved;
        return attempt;
    }
}
