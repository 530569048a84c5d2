using System;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AiSdlc.Commands;

/// <summary>Takes a time span, or text such as <c>00:00:20</c>, <c>20s</c>, <c>15m</c> or <c>2h</c>, for so many milliseconds. A bare number stays one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MillisecondsAttribute : ArgumentTransformationAttribute
{
    private static readonly Regex Short = new(@"^(\d+(?:\.\d+)?)(ms|s|m|h|d)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <inheritdoc/>
    /// <remarks>A bare 20s is a number to the engine, of type short, and 2d a decimal; what was typed is kept as its text (about_Numeric_Literals).</remarks>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Short.Match(inputData?.ToString() ?? string.Empty) is { Success: true } match
            ? Milliseconds(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * UnitOf(match.Groups[2].Value.ToLowerInvariant()))
            : OfOther(inputData is PSObject wrapped ? wrapped.BaseObject : inputData);

    private static object? OfOther(object? value) =>
        value switch
        {
            TimeSpan span => Milliseconds(span.TotalMilliseconds),
            string text when text.Split(':').Length > 1 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) => Milliseconds(span.TotalMilliseconds),
            string text when !LanguagePrimitives.TryConvertTo<int>(text, out _) => throw new ArgumentTransformationMetadataException(
                $"'{VisibleText.Of(text)}' is no time: give milliseconds, a time span, or text such as 20s, 2m or 00:00:20."),
            _ => value,
        };

    private static int Milliseconds(double value) => value <= int.MaxValue
        ? (int)value
        : throw new ArgumentTransformationMetadataException("It is at most 24 days.");

    private static double UnitOf(string unit) => unit switch
    {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => 86_400_000,
    };
}
