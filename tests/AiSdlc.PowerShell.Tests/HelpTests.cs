using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AiSdlc.Tests;

/// <summary>Get-Help in the real engine, and the pages it is made of: complete, and true.</summary>
public sealed class HelpTests
{
    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    public static TheoryData<string> Commands => [.. ExportedCommands().Keys];

    public static TheoryData<string, int> Examples =>
        [.. ExportedCommands().Keys.Where(name => File.Exists(PageOf(name))).SelectMany(name => Enumerable.Range(0, Code(name).Count).Select(index => (name, index)))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_cmdlet_has_its_page(string name) => Assert.True(File.Exists(PageOf(name)), $"There is no docs/cmdlets/{name}.md.");

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_index_names_each_cmdlet(string name) =>
        Assert.Contains($"[{name}]({name}.md)", File.ReadAllText(Path.Combine(Docs, "cmdlets", "README.md")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_cmdlet_has_complete_help(string name)
    {
        using var engine = new Engine();
        var help = engine.Get("Get-Help $args[0] -Full", name).Single();

        Assert.NotEmpty(Text(help, "Synopsis"));
        Assert.NotEmpty(Text(help, "description"));
        Assert.NotEmpty(Text(help, "inputTypes"));
        Assert.NotEmpty(Text(help, "returnValues"));
        Assert.NotEmpty(Text(help, "relatedLinks"));
        var syntax = engine.Get("(Get-Help $args[0] -Full).Syntax.syntaxItem", name);
        Assert.Equal(ExportedCommands()[name].ParameterSets.Count, syntax.Count);
        var examples = engine.Get("(Get-Help $args[0] -Full).Examples.example | ForEach-Object { $_.code }", name);
        Assert.True(examples.Count >= 2, $"{name} has {examples.Count} examples.");
        Assert.All(examples, code => Assert.NotEmpty($"{code}"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_parameter_has_help(string name)
    {
        using var engine = new Engine();
        var described = engine.Get("(Get-Help $args[0] -Full).parameters.parameter | Where-Object { $_.description.Text } | ForEach-Object { $_.name }", name);

        var parameters = ExportedCommands()[name].Parameters.Keys.Except(Cmdlet.CommonParameters);
        Assert.Equal(parameters.Order(StringComparer.Ordinal), described.Select(text => $"{text}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_can_be_known_about_a_parameter_comes_from_the_cmdlet()
    {
        using var engine = new Engine();
        var path = engine.Get("Get-Help Update-StoryFrontmatter -Parameter Path").Single();
        var timeout = engine.Get("Get-Help Update-StoryFrontmatter -Parameter LockTimeout").Single();
        var literal = engine.Get("Get-Help Update-StoryFrontmatter -Parameter LiteralPath").Single();

        Assert.Equal(("true", "0", "True (ByValue)", "true"), (Text(path, "required"), Text(path, "position"), Text(path, "pipelineInput"), Text(path, "globbing")));
        Assert.Equal(("false", "named", "5000"), (Text(timeout, "required"), Text(timeout, "position"), Text(timeout, "defaultValue")));
        Assert.Equal(("True (ByPropertyName)", "PSPath"), (Text(literal, "pipelineInput"), Text(literal, "aliases")));
    }

    [Fact]
    public void Pages_name_nothing_that_does_not_exist()
    {
        var commands = ExportedCommands();
        var unknown = new List<string>();
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Docs, "cmdlets"), "*-*.md"))
        {
            var name = Path.GetFileNameWithoutExtension(page);
            var known = commands.GetValueOrDefault(name)?.Parameters.Keys ?? Enumerable.Empty<string>();
            unknown.AddRange(commands.ContainsKey(name) ? [] : [name]);
            unknown.AddRange(Documented(page).Except(known).Select(parameter => $"{name} -{parameter}"));
        }

        var shared = commands.Values.SelectMany(command => command.Parameters.Keys).ToHashSet(StringComparer.Ordinal);
        unknown.AddRange(Documented(Path.Combine(Docs, "cmdlets", "README.md")).Except(shared));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        foreach (var page in Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories))
        {
            foreach (Match link in Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:)([^)#]+)[^)]*\)"))
            {
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)), $"{page} links to {link.Groups[1].Value}.");
            }
        }
    }

    [Fact]
    public void The_about_topic_is_found()
    {
        using var engine = new Engine();
        var about = $"{engine.Get("Get-Help about_AiSdlc").Single()}";

        Assert.Contains("$PSDefaultParameterValues", about, StringComparison.Ordinal);
        Assert.Contains("AISDLC_STATE_DIR", about, StringComparison.Ordinal);
        var prose = about.Split('\n').Where(line => !line.StartsWith("        ", StringComparison.Ordinal));
        Assert.All(prose, line => Assert.True(line.Length <= 80, line));
    }

    /// <summary>Examples that need cmdlets of PowerShell's own modules run in the Pester suite Help.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_works(string name, int index)
    {
        var code = Code(name)[index];
        using var board = TempBoard.OfSamples();
        using var engine = new Engine(board.Folder);
        var needed = engine.Get("[Management.Automation.Language.Parser]::ParseInput($args[0], [ref] $null, [ref] $null).FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() }", code);
        var missing = engine.Get("$args[0] | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) }", needed);
        Assert.SkipWhen(missing.Count > 0, $"It needs {string.Join(", ", missing)}.");

        Assert.Empty(engine.Run(code).Errors);
    }

    private static Dictionary<string, CommandInfo> ExportedCommands()
    {
        using var engine = new Engine();
        return engine.Get("Get-Command -Module AiSdlc.PowerShell").Select(command => (CommandInfo)command.BaseObject)
            .ToDictionary(command => command.Name, command => Resolved(command), StringComparer.Ordinal);
    }

    // Parameters are looked up when they are first asked for, which has to happen while the runspace is there.
    private static CommandInfo Resolved(CommandInfo command) => command.Parameters.Count + command.ParameterSets.Count > 0 ? command : throw new InvalidOperationException();

    private static string PageOf(string name) => Path.Combine(Docs, "cmdlets", name + ".md");

    private static IEnumerable<string> Documented(string page) =>
        Regex.Matches(File.ReadAllText(page), @"^### -(\w+)\r?$", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    private static List<string> Code(string name) =>
        [.. Regex.Matches(File.ReadAllText(PageOf(name)), @"^### Example.*?^```powershell\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value)];

    private static string Text(PSObject help, string property) => $"{help.Properties[property]?.Value}";
}
