using System;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Refuses what cannot be the heading of a section: several lines, or nothing but space.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateHeadingAttribute : ValidateArgumentsAttribute
{
    private static readonly char[] Breaks = ['\r', '\n'];

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var text = LanguagePrimitives.ConvertTo<string>(arguments);
        if (text.IndexOfAny(Breaks) >= 0 || string.IsNullOrWhiteSpace(text))
        {
            throw new ValidationMetadataException($"'{VisibleText.Of(text)}' is no heading: it must be one line of text.");
        }
    }
}
