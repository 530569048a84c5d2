using System;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Refuses what cannot be a heading or a title: several lines, or nothing but space.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateLineAttribute : ValidateArgumentsAttribute
{
    private static readonly char[] Breaks = ['\r', '\n'];

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var text = LanguagePrimitives.ConvertTo<string>(arguments);
        if (text.IndexOfAny(Breaks) >= 0 || string.IsNullOrWhiteSpace(text))
        {
            throw new ValidationMetadataException($"'{VisibleText.Of(text)}' is not one line of text.");
        }
    }
}
