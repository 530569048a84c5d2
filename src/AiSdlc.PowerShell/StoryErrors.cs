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
        ["TransformFailed"] = ErrorCategory.InvalidResult,
        ["StoryChanged"] = ErrorCategory.ResourceExists,
        ["StoryVersionMismatch"] = ErrorCategory.ResourceExists,
        ["StatusNotAllowed"] = ErrorCategory.InvalidOperation,
        ["StoryLinkRefused"] = ErrorCategory.SecurityError,
    };

    /// <summary>The error for an exception: its id, a fitting category, the story's path as target, the exception itself inside.</summary>
    public static ErrorRecord RecordOf(StoryException exception) =>
        new(exception, exception.ErrorId, Categories[exception.ErrorId], exception.StoryPath);
}
