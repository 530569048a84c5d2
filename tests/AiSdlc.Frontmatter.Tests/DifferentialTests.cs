using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AiSdlc.Tests;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>
/// AISDLC_TEST_CASES wild documents beside gray-matter 4.0.3 (js-yaml 3), js-yaml 4 and yaml 2: none that gray-matter refuses is read,
/// none that all three read alike is refused, what is read is what gray-matter reads, and after an edit each reader reads what it read
/// before, but for the edit. What is left out, and why, is in <see cref="Limits"/>.
/// </summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int EditsADocument = 3;

    /// <summary>Rules by which more is refused than the readers refuse; docs/frontmatter.md says why.</summary>
    private static readonly string[] Limits =
    [
        "root-not-map", "line-break", "unsupported-key", "unsupported-tag", "closing-fence", "recursive-alias", "merge-value",
    ];

    /// <summary>The same for edits.</summary>
    private static readonly string[] EditLimits = ["anchor-in-use", "explicit-key", "merged-key"];

    private readonly SortedDictionary<string, int> _tally = new(StringComparer.Ordinal);
    private readonly List<string> _disagreements = [];

    [Fact]
    public void Wild_documents_are_read_and_edited_as_the_other_readers_have_it()
    {
        var documents = Enumerable.Range(0, Settings.Cases).Select(i => WildWriter.Create(Settings.Seed + i)).ToList();
        var readings = FrontmatterPeer.Read(documents.Select(document => document.Text));
        var edits = new List<WildEdit>();
        for (var i = 0; i < documents.Count; i++)
        {
            if (Compare(documents[i], readings[i]) is { } story && !WildEdit.IsAmbiguous(readings[i].Matter.Value))
                edits.AddRange(Enumerable.Range(0, EditsADocument).Select(n => WildEdit.Make(documents[i], story, readings[i], (i * EditsADocument) + n)));
        }

        var after = FrontmatterPeer.Read(edits.Select(edit => edit.Text));
        for (var i = 0; i < edits.Count; i++)
            Judge(edits[i], after[i]);
        output.WriteLine(string.Join("\n", _tally.Select(pair => $"{pair.Value} {pair.Key}")));
        Assert.True(_disagreements.Count == 0, string.Join("\n----------\n", _disagreements.Take(20)));
        Assert.True(_tally["read"] > Settings.Cases / 4, $"{_tally["read"]} documents were read");
    }

    [Fact]
    public void The_limits_are_documented()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "frontmatter.md"));
        Assert.All(Limits.Concat(EditLimits), rule => Assert.Contains($"`{rule}`", page, StringComparison.Ordinal));
    }

    private StoryText? Compare(Document document, FrontmatterPeer.Readings readings)
    {
        try
        {
            var story = Story.Parse(document.Text);
            if (readings.Matter.Error == null && readings.Matter.IsSameAs(story.ReadData()))
            {
                Count("read");
                if (readings.Yaml4.Error != null)
                    Count("read, which js-yaml 4 refuses");
                return story;
            }
            // A date as a key is its text; to js-yaml it is the text that JavaScript makes of a date.
            if (readings.Matter.Json.Contains("GMT+", StringComparison.Ordinal))
                Count("read, with a date as a key");
            else
                Disagree(readings.Matter.Error == null ? $"read as {Model.Show(story.ReadData())}" : "read, which gray-matter refuses", document.Text, readings);
        }
        catch (FrontmatterFault fault)
        {
            if (!readings.AreAlike)
                Count("refused, as by a reader or for what readers differ in");
            else if (Limits.Contains(fault.Rule))
                Count($"refused: {fault.Rule}");
            else
                Disagree($"refused: {fault.Rule} {fault.Line}:{fault.Column} {fault.Message}", document.Text, readings);
        }
        return null;
    }

    private void Judge(WildEdit edit, FrontmatterPeer.Readings after)
    {
        if (edit.Fault is { } rule && (EditLimits.Contains(rule) || edit.IsBeyondLimits))
            Count($"edit refused: {rule}");
        else if (edit.Fault != null || edit.ChangesMore || !edit.IsReadBy(after))
            Disagree(edit.ToString(), edit.Text, after);
        else
            Count("edited");
    }

    private void Count(string what) => _tally[what] = _tally.GetValueOrDefault(what) + 1;

    private void Disagree(string what, string text, FrontmatterPeer.Readings readings)
    {
        Count("disagreement");
        _disagreements.Add($"{what}\n{text}\ngray-matter: {readings.Matter}\njs-yaml 4: {readings.Yaml4}\nyaml 2: {readings.Yaml2}");
    }
}
