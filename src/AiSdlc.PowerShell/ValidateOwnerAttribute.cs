using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>A name on one line: others see it in their messages.</summary>
internal sealed class ValidateOwnerAttribute : ValidateArgumentsAttribute
{
    private const int Longest = 200;

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is not string name || name.Trim().Length == 0 || name.Length > Longest || VisibleText.Of(name) != name)
        {
            throw new ValidationMetadataException("An owner is a name of at most 200 characters on one line, without control characters.");
        }
    }
}
