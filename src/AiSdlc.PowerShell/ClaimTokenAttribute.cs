using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Takes a claim, as Start-Story emits it, for its token.</summary>
internal sealed class ClaimTokenAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is not null && IsClaim(PSObject.AsPSObject(inputData)) ? TokenOf(PSObject.AsPSObject(inputData)) : inputData;

    /// <summary>True for a claim, and for what is left of one after a job or a remote session.</summary>
    internal static bool IsClaim(PSObject value) => value.TypeNames.Contains("AiSdlc.StoryClaim") || value.TypeNames.Contains("Deserialized.AiSdlc.StoryClaim");

    /// <summary>The token of a claim.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It has none.</exception>
    internal static string TokenOf(PSObject claim) => claim.Properties["Token"]?.Value as string
        ?? throw new ArgumentTransformationMetadataException("This claim has no token: only Start-Story and Update-StoryClaim tell it, to whoever has the claim.");
}
