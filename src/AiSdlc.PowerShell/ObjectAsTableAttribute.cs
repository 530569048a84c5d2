using System.Collections;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Takes an object, as ConvertFrom-Json makes it, for the table of its properties.</summary>
internal sealed class ObjectAsTableAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is PSObject { BaseObject: PSCustomObject } && PowerShellValues.Unwrap(inputData) is IDictionary table ? table : inputData;
}
