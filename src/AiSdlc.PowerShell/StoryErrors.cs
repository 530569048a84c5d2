using System.Collections.Generic;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>The one place that turns exceptions into PowerShell errors.</summary>
internal static class StoryErrors
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new()
    {
        ["StoryLocked"] = ErrorCategory.ResourceBusy,
        ["StoryLockCompromised"] = ErrorCategory.ResourceBusy,
        ["StoryLockInvalid"] = ErrorCategory.InvalidData,
        ["NestedStoryLock"] = ErrorCategory.InvalidOperation,
        ["StoryReadOnly"] = ErrorCategory.PermissionDenied,
        ["StoryWriteFailed"] = ErrorCategory.WriteError,
        ["StoryNotFound"] = ErrorCategory.ObjectNotFound,
        ["StoryRootNotFound"] = ErrorCategory.ObjectNotFound,
        ["InvalidStoryId"] = ErrorCategory.InvalidArgument,
        ["InvalidFrontmatter"] = ErrorCategory.InvalidData,
        ["UnsupportedValue"] = ErrorCategory.InvalidArgument,
        ["StoryContentNotFound"] = ErrorCategory.ObjectNotFound,
        ["TransformFailed"] = ErrorCategory.InvalidResult,
        ["StoryChanged"] = ErrorCategory.ResourceExists,
        ["StoryVersionMismatch"] = ErrorCategory.ResourceExists,
        ["StatusNotAllowed"] = ErrorCategory.InvalidOperation,
        ["StoryMergeConflict"] = ErrorCategory.InvalidResult,
        ["StoryRootRefused"] = ErrorCategory.SecurityError,
        ["StoryLinkRefused"] = ErrorCategory.SecurityError,
        ["StoryClaimed"] = ErrorCategory.ResourceBusy,
        ["ClaimLost"] = ErrorCategory.ResourceUnavailable,
        ["StoryIdAmbiguous"] = ErrorCategory.InvalidArgument,
        ["StoryIdTaken"] = ErrorCategory.ResourceExists,
        ["StoryExportFailed"] = ErrorCategory.WriteError,
        ["StoryExportExists"] = ErrorCategory.ResourceExists,
        ["StoryWaitTimedOut"] = ErrorCategory.OperationTimeout,
    };

    // Git fails in several ways.
    private static readonly Dictionary<string, ErrorCategory> GitCategories = new()
    {
        ["ENOGIT"] = ErrorCategory.ResourceUnavailable,
        ["EGITOLD"] = ErrorCategory.NotInstalled,
        ["ENOREPO"] = ErrorCategory.ObjectNotFound,
        ["EOWNER"] = ErrorCategory.SecurityError,
        ["EGITLOCK"] = ErrorCategory.ResourceBusy,
        ["ETIMEDOUT"] = ErrorCategory.OperationTimeout,
        ["EFBIG"] = ErrorCategory.LimitsExceeded,
        ["EREMOTE"] = ErrorCategory.ConnectionError,
        ["EGIT"] = ErrorCategory.FromStdErr,
    };

    /// <summary>The error for an exception: its id, a fitting category, the story's path as target, the exception itself inside.</summary>
    /// <param name="exception">What went wrong with a story.</param>
    /// <param name="isEdit">The story was to be changed.</param>
    public static ErrorRecord RecordOf(StoryException exception, bool isEdit = false)
    {
        var record = new ErrorRecord(exception, exception.ErrorId, CategoryOf(exception), exception.StoryPath);
        if (Advice(exception, isEdit) is { } advice)
        {
            record.ErrorDetails = new ErrorDetails($"{exception.Message} {advice}");
        }

        record.CategoryInfo.TargetName = VisibleText.Of(exception.StoryPath); // what a view of the error shows of its target
        return record;
    }

    // What to type next: the core knows of no parameters.
    private static string? Advice(StoryException exception, bool isEdit) => exception switch
    {
        FrontmatterException => $"{(isEdit ? "The story was not changed. " : string.Empty)}Correct the file by hand; Test-Story checks it.",
        StoryClaimedException { Claim.State: StoryClaimState.Done } => "-Force starts it again.",
        StoryClaimedException { Claim.State: StoryClaimState.Held or StoryClaimState.Unreadable } => "-Wait waits for it; Stop-Story -Force takes it away.",
        StoryIdAmbiguousException => "Name the one that you mean with -Path; Rename-Story gives one of them another id.",
        StoryLockedException => "-LockTimeout says how long to wait.",
        StatusNotAllowedException { CanBeForced: true } => "-Force sets it all the same.",
        StoryMergeConflictException { CanBeForced: true } => "-Force merges it anew.",
        StoryMergeConflictException { Conflicts.Count: > 0 } => "'Resolve-StoryConflict -Use Ours' or '-Use Theirs' takes one side's, with -Key for some of them.",
        StoryRootRefusedException => $"If you trust it, name it: -Root '{VisibleText.Of(exception.StoryPath)}'.",
        StoryNotFoundException { ErrorId: "StoryRootNotFound" } => "Go to a board, or name one with -Root or AISDLC_ROOT.",
        StoryNotFoundException => "Get-Story lists the stories of a board. Name one by its id, its story.md or the folder that holds it.",
        _ => null,
    };

    private static ErrorCategory CategoryOf(StoryException exception) =>
        exception is GitException ? GitCategories[exception.Code] : Categories[exception.ErrorId];
}
