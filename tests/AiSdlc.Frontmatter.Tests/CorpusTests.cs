using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>
/// Frontmatters with an edit and the bytes it must give. Corpus/*.txt holds them as: <c>=== name</c>, the block, the edit as
/// JSON between two lines <c>---</c>, the block afterwards.
/// </summary>
public class CorpusTests
{
    private const string Body = "# Body\n\n--- not a fence\n";

    public static TheoryData<string> Names => [.. Cases.Keys];

    internal static Dictionary<string, (string Before, string Edit, string After)> Cases { get; } = Load();

    [Fact]
    public void Holds_at_least_60_cases() => Assert.True(Cases.Count >= 60, $"{Cases.Count} cases");

    [Theory]
    [MemberData(nameof(Names))]
    public void Edits_only_what_changed(string name)
    {
        var (before, edit, after) = Cases[name];
        Assert.Equal(File(after, "\n"), Story.Edit(File(before, "\n"), edit));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Edits_only_what_changed_with_CRLF(string name)
    {
        var (before, edit, after) = Cases[name];
        Assert.Equal(File(after, "\r\n"), Story.Edit(File(before, "\r\n"), edit));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Changes_nothing_without_a_change(string name)
    {
        foreach (var block in new[] { Cases[name].Before, Cases[name].After })
        {
            var story = Story.Parse(File(block, "\n"));
            Assert.Same(story, story.Rewrite(story.ReadData()));
            Assert.Equal(File(block, "\n"), Story.Text(story));
        }
    }

    private static string File(string block, string newLine) => $"---\n{block}---\n{Body}".Replace("\n", newLine, StringComparison.Ordinal);

    private static Dictionary<string, (string, string, string)> Load()
    {
        var assembly = typeof(CorpusTests).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".txt", StringComparison.Ordinal))
            .SelectMany(name => Split(new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd()))
            .ToDictionary(entry => entry.Name, entry => entry.Case);
    }

    private static IEnumerable<(string Name, (string, string, string) Case)> Split(string file)
    {
        foreach (var section in ("\n" + file).Split("\n=== ").Skip(1))
        {
            var lines = section.TrimEnd('\n').Split('\n');
            var first = Array.IndexOf(lines, "---");
            var second = Array.IndexOf(lines, "---", first + 1);
            yield return (lines[0], (Join(lines[1..first]), Join(lines[(first + 1)..second]), Join(lines[(second + 1)..])));
        }
    }

    private static string Join(string[] lines) => string.Concat(lines.Select(line => line + "\n"));
}
