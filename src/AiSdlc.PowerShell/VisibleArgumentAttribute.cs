using System;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>
/// Makes an argument's text visible before the engine looks at it, and maybe says in an error what it could not take. For a
/// parameter of few values, none of which this changes.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VisibleArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text => VisibleText.Of(text),
            object[] items => items.Select(item => Transform(engineIntrinsics, item)).ToArray(),
            _ => inputData,
        };
}
