using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Microsoft.PowerShell;

namespace AiSdlc.Help;

/// <summary>What a built cmdlet says about its own parameters.</summary>
internal static class Facts
{
    /// <summary>The parameters of a set, as a syntax line lists them: positional, required, the rest.</summary>
    public static IEnumerable<CommandParameterInfo> Parameters(CommandParameterSetInfo set) =>
        from parameter in set.Parameters
        where !Cmdlet.CommonParameters.Contains(parameter.Name)
        orderby parameter.Position < 0, parameter.Position, !parameter.IsMandatory, Cmdlet.OptionalCommonParameters.Contains(parameter.Name)
        select parameter;

    /// <summary>Each parameter once, as the first set that has it says.</summary>
    public static IEnumerable<CommandParameterInfo> Parameters(CommandInfo command) =>
        command.ParameterSets.OrderByDescending(set => set.IsDefault).SelectMany(Parameters).DistinctBy(parameter => parameter.Name)
            .OrderBy(parameter => Cmdlet.OptionalCommonParameters.Contains(parameter.Name)).ThenBy(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>The name of a type as scripts write it.</summary>
    public static string Name(Type type) => ToStringCodeMethods.Type(new PSObject(Nullable.GetUnderlyingType(type) ?? type));

    /// <summary>The position in words.</summary>
    public static string Position(CommandParameterInfo parameter) =>
        parameter.Position < 0 ? "named" : parameter.Position.ToString(CultureInfo.InvariantCulture);

    /// <summary>How the pipeline fills it, in the words of Get-Help.</summary>
    public static string Pipeline(CommandParameterInfo parameter) => (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>The words that are accepted, where there are only some.</summary>
    public static IEnumerable<string> Choices(CommandParameterInfo parameter) =>
        parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(set => set.ValidValues);

    /// <summary>The value it has when it is not given: the one of a new cmdlet.</summary>
    public static string Default(CmdletInfo command, CommandParameterInfo parameter)
    {
        using var cmdlet = Activator.CreateInstance(command.ImplementingType) as IDisposable;
        var value = cmdlet?.GetType().GetProperty(parameter.Name)?.GetValue(cmdlet);
        return value switch
        {
            null or "" => "None",
            SwitchParameter => "False",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }
}
