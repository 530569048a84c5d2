using System.Collections.Generic;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>The text of a parameter -Content: given with it, or as lines or as a whole from the pipeline, which Get-Content emits both ways.</summary>
internal sealed class PipedContent(PSCmdlet cmdlet)
{
    // Asked before the first object of the pipeline is bound.
    private readonly List<string>? _lines = cmdlet.MyInvocation.ExpectingInput && !cmdlet.MyInvocation.BoundParameters.ContainsKey("Content") ? [] : null;

    /// <summary>Keeps a line from the pipeline; false where the text was given at once.</summary>
    public bool Takes(string line)
    {
        _lines?.Add(line);
        return _lines is not null;
    }

    /// <summary>All lines; null where the text was given at once.</summary>
    public string? Text => _lines is null ? null : string.Join("\n", _lines);

    /// <summary>Ends the cmdlet where there is no text: a file that is empty by mistake must not empty another.</summary>
    public static void Require(PSCmdlet cmdlet, string content)
    {
        if (string.IsNullOrWhiteSpace(content))
        {
            cmdlet.ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException("There is no text to write: -Content, or what came from the pipeline, is empty."), "NothingToWrite", ErrorCategory.InvalidArgument, null));
        }
    }
}
