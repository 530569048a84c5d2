using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AiSdlc.Frontmatter;

/// <summary>Tags: the core ones are read, any other is a fault, since it means an object of a program.</summary>
internal static class Tags
{
    private const string Core = "tag:yaml.org,2002:";

    /// <summary>The scalar as data. A tag that its text does not fit is a fault.</summary>
    public static object? Resolve(Scalar scalar, YamlEventReader events)
    {
        if (scalar.Tag.IsEmpty)
            return scalar.Style == ScalarStyle.Plain ? ScalarResolver.Resolve(scalar.Value) : scalar.Value;
        var value = ScalarResolver.Resolve(scalar.Value);
        return (scalar.Tag.IsNonSpecific ? "!" : scalar.Tag.Value, value) switch
        {
            ("!" or Core + "str", _) => scalar.Value,
            (Core + "null", null) => null,
            (Core + "bool", bool) => value,
            (Core + "int", int or long) => value,
            (Core + "float", double) => value,
            (Core + "float", int number) => (double)number,
            (Core + "float", long number) => (double)number,
            _ => throw Unsupported(scalar, events),
        };
    }

    public static void CheckCollection(NodeEvent opening, bool isMap, YamlEventReader events)
    {
        if (!opening.Tag.IsEmpty && opening.Tag is { IsNonSpecific: false, Value: not (Core + "map" or Core + "seq") })
            throw Unsupported(opening, events);
        if (opening.Tag is { IsEmpty: false, IsNonSpecific: false } tag && tag.Value != Core + (isMap ? "map" : "seq"))
            throw Unsupported(opening, events);
    }

    private static FrontmatterFault Unsupported(NodeEvent node, YamlEventReader events) =>
        events.Fault(node.Start.Index, "unsupported-tag", $"The tag {node.Tag} is not one of YAML's core schema, or does not fit its value.");
}
