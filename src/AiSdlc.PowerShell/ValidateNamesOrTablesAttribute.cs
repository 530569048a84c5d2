using System.Collections;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Refuses what is neither the name of a key nor a table.</summary>
internal sealed class ValidateNamesOrTablesAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        var value = element is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : element;
        if (value is not (string { Length: > 0 } or int or long or IDictionary or PSObject))
        {
            throw new ValidationMetadataException($"It takes names of keys, or a table such as @{{ key = … }}, and no {value?.GetType().Name ?? "$null"}.");
        }
    }
}
