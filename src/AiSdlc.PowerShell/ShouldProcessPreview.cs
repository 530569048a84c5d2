using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Whether the user will be shown what is about to happen, so that it is worth finding out beforehand.</summary>
internal sealed class ShouldProcessPreview(PSCmdlet cmdlet)
{
    /// <summary>True under -WhatIf and where -Confirm will ask.</summary>
    public bool IsWanted => IsOn("WhatIf", "WhatIfPreference") || IsOn("Confirm", null) || Preference() <= ConfirmImpact.Medium;

    private bool IsOn(string parameter, string? preference) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var given)
            ? given is SwitchParameter { IsPresent: true }
            : preference is not null && LanguagePrimitives.IsTrue(cmdlet.GetVariableValue(preference));

    // None asks for nothing, and sorts lowest.
    private ConfirmImpact Preference() =>
        !cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm")
        && LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.GetVariableValue("ConfirmPreference"), out var preference)
        && preference != ConfirmImpact.None ? preference : ConfirmImpact.High;
}
