using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace AiSdlc.Tests;

/// <summary>Each rule of Test-Story and of the editor is documented with its severity, and no other is.</summary>
public sealed partial class RulesTests
{
    [Fact]
    public void The_page_of_Test_Story_has_each_rule_and_its_severity()
    {
        var documented = from match in ListedRule().Matches(Page("cmdlets", "Test-Story.md"))
                         from severity in match.Groups[2].Value.Split(" or ")
                         select $"{match.Groups[1].Value} {severity}";
        var found = from match in Finding().Matches(Sources("AiSdlc.Core"))
                    select $"{match.Groups[2].Value} {match.Groups[1].Value.ToLowerInvariant()}";
        var read = Faults().Except(EditRules()).Append("empty-file").Select(rule => rule + " error");

        Assert.Equal(found.Concat(read).Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_of_the_editor_has_each_rule_of_its_own()
    {
        var page = Page("frontmatter.md");

        Assert.Equal(Faults().Order(StringComparer.Ordinal), InTable().Matches(page).SelectMany(row => Rule().Matches(row.Value)).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/about_AiSdlc.md")]
    public void Each_exception_that_can_be_caught_is_named(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));

        Assert.All(
            typeof(StoryException).Assembly.GetExportedTypes().Where(typeof(StoryException).IsAssignableFrom),
            type => Assert.Contains(type.Name + (type.IsAbstract ? "]" : "`"), text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Faults() => Fault().Matches(Sources("AiSdlc.Frontmatter")).Select(match => match.Groups[1].Value).Distinct();

    // Only an edit meets these.
    private static IEnumerable<string> EditRules()
    {
        var page = Page("frontmatter.md");
        return Rule().Matches(page[page.IndexOf("Edits that are refused", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value);
    }

    private static string Page(params string[] names) => File.ReadAllText(Path.Combine([Repository.Root, "docs", .. names]));

    private static string Sources(string project) => string.Join('\n',
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    [GeneratedRegex(@"^- `([a-z0-9-]+)` \((error|warning|error or warning)\): ", RegexOptions.Multiline)]
    private static partial Regex ListedRule();

    [GeneratedRegex(@"^\| (`[a-z0-9-]+`(, )?)+ \|", RegexOptions.Multiline)]
    private static partial Regex InTable();

    [GeneratedRegex("`([a-z0-9]+(?:-[a-z0-9]+)+)`")]
    private static partial Regex Rule();

    [GeneratedRegex(@"StoryFindingSeverity\.(Error|Warning), ""([a-z0-9-]+)""")]
    private static partial Regex Finding();

    [GeneratedRegex(@"(?:Fault|new)\([^""\n;]*""([a-z0-9]+(?:-[a-z0-9]+)+)""")]
    private static partial Regex Fault();
}
