using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace AiSdlc.Commands;

/// <summary>
/// The values of a cmdlet whose position 0 names stories. The engine binds positions before it looks at the pipeline; where the stories come by the
/// pipeline, position 0 is meant for the first value, and so on.
/// </summary>
internal static class PositionalValues
{
    /// <summary>Moves what was given by position to the values that have none; false where -Path was given by name, or nothing is left to take it.</summary>
    public static bool Shift(NamedStoryCommand cmdlet)
    {
        var bound = cmdlet.MyInvocation.BoundParameters;
        var isPositional = Positional(bound);
        var values = Values(cmdlet.GetType()).Where(value => !bound.ContainsKey(value.Name) || isPositional(value.Name)).ToArray();
        var given = values.Where(value => bound.ContainsKey(value.Name)).Select(value => value.GetValue(cmdlet)).ToArray();
        if (!isPositional(nameof(cmdlet.Path)) || given.Length == values.Length)
        {
            return false;
        }

        object? first = cmdlet.Path is [var one] ? one : cmdlet.Path;
        foreach (var (property, value) in values.Zip([first, .. given], (property, value) => (property, value)))
        {
            property.SetValue(cmdlet, Converted(cmdlet, property, value));
        }

        cmdlet.Path = null;
        return true;
    }

    // As the engine does it: the attributes of the parameter first.
    private static object? Converted(NamedStoryCommand cmdlet, PropertyInfo property, object? value)
    {
        foreach (var attribute in property.GetCustomAttributes<ArgumentTransformationAttribute>())
        {
            value = attribute.Transform(null!, value!);
        }

        return LanguagePrimitives.TryConvertTo(value, property.PropertyType, CultureInfo.InvariantCulture, out var converted)
            ? converted
            : throw cmdlet.Refused("ValueMismatch", $"-{property.Name} takes a {property.PropertyType.Name}, not '{value}'.");
    }

    // What the engine keeps of how each argument came, and shows to scripts as $PSBoundParameters.BoundPositionally.
    private static Func<string, bool> Positional(Dictionary<string, object> bound) =>
        PSObject.AsPSObject(bound).Properties["BoundPositionally"]?.Value is IEnumerable<string> names ? name => names.Contains(name, StringComparer.OrdinalIgnoreCase) : _ => true;

    private static IEnumerable<PropertyInfo> Values(Type cmdlet) =>
        from property in cmdlet.GetProperties()
        let position = property.GetCustomAttributes<ParameterAttribute>().Select(parameter => parameter.Position).DefaultIfEmpty(int.MinValue).Max()
        where position > 0
        orderby position
        select property;
}
