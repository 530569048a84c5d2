using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Takes labels as the JSON of GitHub's tools has them, objects with a name, for their names. An object without one is refused.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LabelNamesAttribute : ArgumentTransformationAttribute
{
    private const string Key = "labels";
    private const string Rule = "label is text, or an object with a name.";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Names(PowerShellValues.Unwrap(inputData), () => new ArgumentTransformationMetadataException("A " + Rule));

    /// <summary>The same for the labels in a table of keys and values, which is the caller's own copy.</summary>
    public static IDictionary? In(IDictionary? table, string story)
    {
        if (table?.Contains(Key) == true)
        {
            table[Key] = Names(table[Key], () => new UnsupportedValueException(story, Key, typeof(IDictionary), "a " + Rule));
        }

        return table;
    }

    private static object? Names(object? label, Func<Exception> refusal) => label switch
    {
        IDictionary named => named["name"] as string ?? throw refusal(),
        IList labels => labels.Cast<object?>().Select(item => Names(item, refusal)).ToArray(),
        _ => label,
    };
}
