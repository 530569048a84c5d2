using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text;
using AiSdlc.Frontmatter.Merging;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Laws of the merge over random triples: AISDLC_TEST_CASES of each, from AISDLC_TEST_SEED.</summary>
public class MergePropertyTests
{
    [Fact]
    public void What_one_side_added_is_there() => Check((triple, merged, text) =>
    {
        foreach (var name in MergeTriple.Added(triple.Base, triple.Ours).Concat(MergeTriple.Added(triple.Base, triple.Theirs)))
            Assert.True(text.Contains(name, StringComparison.Ordinal), $"{name} is lost");
    });

    [Fact]
    public void A_key_that_one_side_removed_and_the_other_left_is_gone() => Check((triple, merged, text) =>
    {
        var (old, ours, theirs, data) = (Data(triple.Base), Data(triple.Ours), Data(triple.Theirs), Data(text));
        foreach (var key in old.Keys.Cast<string>())
        {
            if (ours.Contains(key) != theirs.Contains(key) && FrontmatterValue.Same(old[key], (ours.Contains(key) ? ours : theirs)[key]))
                Assert.False(data.Contains(key), $"{key} is back");
        }
    });

    [Fact]
    public void Nothing_is_there_more_often_than_on_one_side() => Check((triple, merged, text) =>
    {
        if (!merged.IsClean)
            return;
        var (here, there) = (MergeTriple.Counts(triple.Ours), MergeTriple.Counts(triple.Theirs));
        foreach (var (name, count) in MergeTriple.Counts(text))
            Assert.True(count <= Math.Max(here.GetValueOrDefault(name), there.GetValueOrDefault(name)), $"{name} is there {count} times");
    });

    [Fact]
    public void Both_ways_say_the_same() => Check((triple, merged, text) =>
    {
        var other = Merge(triple.Base, triple.Theirs, triple.Ours);
        Assert.Equal(merged.Conflicts.Select(one => (one.Key, Show(one.Ours), Show(one.Theirs))).Order(), other.Conflicts.Select(one => (one.Key, Show(one.Theirs), Show(one.Ours))).Order());
        Assert.Equal(merged.BodyConflicts, other.BodyConflicts);
        if (merged.Conflicts.Count == 0)
            Assert.Equal(Model.Show(Data(text)), Model.Show(Data(Encoding.UTF8.GetString(other.File))));
        if (merged.BodyConflicts == 0)
            Assert.Equal(Body(merged.File), Body(other.File));
    });

    [Fact]
    public void A_side_that_changed_nothing_leaves_the_other_to_the_byte() => Check((triple, _, _) =>
    {
        Assert.Equal(triple.Ours, Text(Merge(triple.Base, triple.Ours, triple.Base)));
        Assert.Equal(triple.Theirs, Text(Merge(triple.Base, triple.Base, triple.Theirs)));
        Assert.Equal(triple.Ours, Text(Merge(triple.Base, triple.Ours, triple.Ours)));
        Assert.Equal(triple.Ours, Text(Merge(triple.Ours, triple.Ours, triple.Ours)));
    });

    [Fact]
    public void An_entry_that_nobody_changed_stays_to_the_byte() => Check((triple, merged, text) =>
    {
        var (old, ours, theirs) = (Entries(triple.Base), Entries(triple.Ours), Entries(triple.Theirs));
        var written = Entries(text);
        foreach (var (key, entry) in old)
        {
            if (ours.GetValueOrDefault(key) == entry && theirs.GetValueOrDefault(key) == entry)
                Assert.Equal(entry, written[key]);
        }
    });

    [Fact]
    public void An_element_that_one_side_added_has_its_quotes_and_comment() => Check((triple, merged, text) =>
    {
        if (merged.Conflicts.Count > 0 || (triple.Ours + triple.Theirs).Contains('[', StringComparison.Ordinal))
            return; // one side may have written a list in brackets
        foreach (var line in Quoted(triple.Ours).Concat(Quoted(triple.Theirs)))
            Assert.Contains(line, Quoted(text));
    });

    [Fact]
    public void Merging_again_what_was_merged_changes_nothing() => Check((triple, merged, text) =>
    {
        if (merged.IsClean)
            Assert.Equal(text, Text(Merge(triple.Ours, triple.Ours, text)));
    });

    [Fact]
    public void A_side_rewritten_by_another_tool_merges_by_value() => Check((triple, merged, _) =>
    {
        if (triple.Theirs.Contains('\r', StringComparison.Ordinal) || triple.Ours == triple.Theirs)
            return; // of one file on both sides nothing is merged, so that a counter was raised once
        var rewritten = Merge(triple.Base, triple.Ours, MergeTriple.Rewritten(triple.Theirs, new Random(1)));
        Assert.Equal(merged.Conflicts.Count, rewritten.Conflicts.Count);
        Assert.Equal(Model.Show(Data(Text(merged))), Model.Show(Data(Text(rewritten))));
    });

    [Fact]
    public void The_result_reads_the_same_in_Node()
    {
        var texts = Triples().Take(Math.Max(500, Settings.Cases / 10)).Select(triple => Text(Merge(triple.Base, triple.Ours, triple.Theirs))).ToList();
        foreach (var (text, readings) in texts.Zip(FrontmatterPeer.Read(texts)))
            Assert.True(readings.AreAlike && readings.Matter.IsSameAs(Data(text)), $"{text}\n{readings}");
    }

    // Without a merge, one side's text is lost: the law must see it.
    [Fact]
    public void The_law_of_what_was_added_fails_for_a_merge_that_takes_one_side() =>
        Assert.Contains(Triples(), triple => MergeTriple.Added(triple.Base, triple.Theirs).Any(name => !triple.Ours.Contains(name, StringComparison.Ordinal)));

    private static IEnumerable<MergeTriple> Triples() => Enumerable.Range(0, Settings.Cases).Select(i => MergeTriple.Create((Settings.Seed * 1_000_003) + i));

    private static void Check(Action<MergeTriple, StoryMerge, string> law)
    {
        foreach (var triple in Triples())
        {
            StoryMerge? merged = null;
            try
            {
                merged = Merge(triple.Base, triple.Ours, triple.Theirs);
                law(triple, merged, Text(merged));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{triple}==== merged\n{(merged == null ? "" : Text(merged))}\n{fault}", fault);
            }
        }
    }

    private static Dictionary<string, string> Entries(string file) =>
        BlockPieces.Of(Story.Parse(file))!.Where(piece => piece.Key != null).ToDictionary(piece => piece.Key!, piece => piece.Text);

    private static List<string> Quoted(string file) => [.. file.Split('\n').Select(line => line.TrimEnd()).Where(line => line is [' ', ' ', '-', ' ', '\'', 'o' or 't', ..])];

    private static StoryMerge Merge(string old, string ours, string theirs) =>
        StoryMerge.Of(Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(ours), Encoding.UTF8.GetBytes(theirs));

    private static OrderedDictionary Data(string file) => Story.Parse(file).ReadData();

    private static string Body(byte[] file) => Encoding.UTF8.GetString(StoryText.Parse(file).Body);

    private static string Text(StoryMerge merged) => Encoding.UTF8.GetString(merged.File);

    private static string Show(object? value) => value == ValueMerge.Missing ? "missing" : Model.Show(value);
}
