using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;

namespace AiSdlc.Help;

/// <summary>The XML that Get-Help reads.</summary>
internal static class Maml
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Cmd = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The whole file.</summary>
    public static XElement Document(IEnumerable<XElement> commands) => new(
        Root + "helpItems",
        new XAttribute("schema", "maml"),
        new XAttribute(XNamespace.Xmlns + "maml", Text),
        new XAttribute(XNamespace.Xmlns + "command", Cmd),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        commands);

    /// <summary>One cmdlet: the page's words, the cmdlet's facts.</summary>
    public static XElement Command(CmdletInfo command, Page page) => new(
        Cmd + "command",
        new XElement(
            Cmd + "details",
            new XElement(Cmd + "name", command.Name),
            new XElement(Cmd + "verb", command.Verb),
            new XElement(Cmd + "noun", command.Noun),
            new XElement(Text + "description", Paragraphs(page.Synopsis))),
        new XElement(Text + "description", Paragraphs(page.Description)),
        new XElement(
            Cmd + "syntax",
            from set in command.ParameterSets
            select new XElement(
                Cmd + "syntaxItem",
                new XElement(Text + "name", command.Name),
                Facts.Parameters(set).Select(parameter => Parameter(command, parameter, page, inSyntax: true)))),
        new XElement(Cmd + "parameters", Facts.Parameters(command).Select(parameter => Parameter(command, parameter, page, inSyntax: false))),
        new XElement(Cmd + "inputTypes", Inputs(command).DefaultIfEmpty("None").Select(type => Type("inputType", type, page.Inputs))),
        new XElement(Cmd + "returnValues", command.OutputType.Select(type => Type("returnValue", type.Name, page.Outputs))),
        page.Notes.Count > 0 ? new XElement(Text + "alertSet", new XElement(Text + "alert", Paragraphs(page.Notes))) : null,
        new XElement(Cmd + "examples", page.Examples.Select(Example)),
        new XElement(
            Cmd + "relatedLinks",
            from link in page.Links
            select new XElement(
                Text + "navigationLink", new XElement(Text + "linkText", link.Text), new XElement(Text + "uri", Address(link.Target)))));

    private static XElement Parameter(CmdletInfo command, CommandParameterInfo parameter, Page page, bool inSyntax)
    {
        var type = Facts.Name(parameter.ParameterType);
        var isSwitch = parameter.ParameterType == typeof(SwitchParameter);
        var value = new XElement(
            Cmd + "parameterValue", new XAttribute("required", !isSwitch), new XAttribute("variableLength", parameter.ParameterType.IsArray), type);
        var choices = Facts.Choices(parameter).ToArray();
        return new XElement(
            Cmd + "parameter",
            new XAttribute("required", parameter.IsMandatory),
            new XAttribute("variableLength", parameter.ParameterType.IsArray),
            new XAttribute("globbing", parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any()),
            new XAttribute("pipelineInput", Facts.Pipeline(parameter)),
            new XAttribute("position", Facts.Position(parameter)),
            new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
            new XElement(Text + "name", parameter.Name),
            inSyntax ? null : new XElement(Text + "description", Paragraphs(Prose(parameter, page, choices))),
            choices.Length > 0
                ? new XElement(
                    Cmd + "parameterValueGroup",
                    choices.Select(choice => new XElement(
                        Cmd + "parameterValue", new XAttribute("required", false), new XAttribute("variableLength", false), choice)))
                : null,
            inSyntax && isSwitch ? null : value,
            new XElement(Dev + "type", new XElement(Text + "name", type), new XElement(Text + "uri")),
            new XElement(Dev + "defaultValue", Facts.Default(command, parameter)));
    }

    private static IEnumerable<string> Prose(CommandParameterInfo parameter, Page page, string[] choices)
    {
        var prose = page.Parameters.TryGetValue(parameter.Name, out var said) ? said : [];
        return choices.Length > 0 && prose.Count > 0 ? [.. prose, $"One of {string.Join(", ", choices)}."] : prose;
    }

    private static IEnumerable<string> Inputs(CommandInfo command) =>
        Facts.Parameters(command).Where(parameter => parameter.ValueFromPipeline).Select(parameter => Facts.Name(parameter.ParameterType)).Distinct();

    private static XElement Type(string element, string name, IReadOnlyList<string> prose) => new(
        Cmd + element,
        new XElement(Dev + "type", new XElement(Text + "name", name)),
        new XElement(Text + "description", Paragraphs(prose)));

    private static XElement Example(Example example) => new(
        Cmd + "example",
        new XElement(Text + "title", $"-- {example.Title} --"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) => paragraphs.Select(paragraph => new XElement(Text + "para", paragraph));

    // Other pages are other topics of Get-Help, which finds them by name.
    private static string Address(string target) => target.Contains("://", System.StringComparison.Ordinal) ? target : string.Empty;
}
