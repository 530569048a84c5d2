using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>
/// A cmdlet whose words are safe on a screen and in a log, whatever a story in them says: these methods stand before those of
/// the engine, and make visible what a terminal would obey.
/// </summary>
public abstract class SafeOutputCommand : PSCmdlet
{
    private protected new void WriteWarning(string text) => base.WriteWarning(VisibleText.Of(text));

    private protected new void WriteVerbose(string text) => base.WriteVerbose(VisibleText.Of(text));

    private protected new void WriteDebug(string text) => base.WriteDebug(VisibleText.Of(text));

    private protected new bool ShouldProcess(string target, string action) => base.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));

    /// <summary>Shows how far a cmdlet is.</summary>
    private protected void WriteProgress(string activity, string status) =>
        WriteProgress(new ProgressRecord(0, activity, VisibleText.Of(status)));
}
