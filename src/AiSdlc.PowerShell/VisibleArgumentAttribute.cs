using System;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>
/// Makes an argument's text visible before the engine looks at it, and maybe says in an error what it could not take. For a
/// parameter of few values, none of which this changes, that takes the property of a piped story.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VisibleArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text ? VisibleText.Of(text) : inputData;
}
