using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace AiSdlc.Tests;

/// <summary>What users can rely on, under review: a change of PublicSurface.txt is a change for them.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly string Verified = Path.Combine(Repository.Root, "tests", "AiSdlc.PowerShell.Tests", "PublicSurface.txt");

    [Fact]
    public void It_is_as_verified()
    {
        using var engine = new Engine();
        var commands = engine.Get("Get-Command -Module AiSdlc.PowerShell").Select(command => (CmdletInfo)command.BaseObject).ToArray();
        var core = commands.SelectMany(command => command.OutputType).Select(output => output.Type.Assembly).First(assembly => assembly.GetName().Name == "AiSdlc.Core");
        var surface = string.Join('\n', commands.OrderBy(command => command.Name, StringComparer.Ordinal).SelectMany(Describe).Concat(Types(core))) + "\n";

        var received = Path.Combine(AppContext.BaseDirectory, "PublicSurface.txt");
        File.WriteAllText(received, surface);
        Assert.True(surface == File.ReadAllText(Verified).ReplaceLineEndings("\n"), $"If the change is meant: cp '{received}' '{Verified}'");
    }

    private static IEnumerable<string> Describe(CmdletInfo command)
    {
        yield return command.Name;
        yield return "  emits " + string.Join(", ", command.OutputType.Select(type => type.Name));
        var parameters = command.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));
        foreach (var parameter in parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            var aliases = string.Concat(parameter.Aliases.Select(alias => $" (-{alias})"));
            yield return $"  -{parameter.Name}{aliases} <{Name(parameter.ParameterType)}>";
            foreach (var set in parameter.ParameterSets.OrderBy(set => set.Key, StringComparer.Ordinal))
            {
                yield return $"    {set.Key}:{Facts(set.Value)}";
            }
        }
    }

    private static string Facts(ParameterSetMetadata set) =>
        (set.IsMandatory ? " required" : " optional")
        + (set.Position >= 0 ? $", position {set.Position}" : "")
        + (set.ValueFromPipeline ? ", from the pipeline" : "")
        + (set.ValueFromPipelineByPropertyName ? ", by property name" : "");

    private static IEnumerable<string> Types(Assembly core) => core.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
        .SelectMany(type => (type.IsEnum ? Enum.GetNames(type).Select(name => "  " + name) : Members(type)).Prepend($"{type.FullName} : {type.BaseType!.Name}"));

    private static IEnumerable<string> Members(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        orderby property.Name
        select $"  {property.Name} {Name(property.PropertyType)}{(property.SetMethod?.IsPublic == true ? " (can be set)" : "")}";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
