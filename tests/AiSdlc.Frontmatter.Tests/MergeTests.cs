using System;
using System.Linq;
using System.Text;
using AiSdlc.Frontmatter.Merging;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>What becomes of two edits of one story, by examples.</summary>
public class MergeTests
{
    [Theory]
    [InlineData("updated: '2026-01-13'", "updated: '2026-01-14'", "updated: '2026-01-15'", "updated: '2026-01-15'")]
    [InlineData("updated: '2026-01-13'", "updated: '2026-01-14T09:00:00.000Z'", "updated: '2026-01-14'", "updated: '2026-01-14T09:00:00.000Z'")]
    [InlineData("retry_count: 2", "retry_count: 3", "retry_count: 4", "retry_count: 5")]
    [InlineData("retry_count: 2\nx: 1", "retry_count: 3\nx: 1", "retry_count: 3\nx: 2", "retry_count: 4\nx: 2")]
    [InlineData("retry_count: 2", "retry_count: 0", "retry_count: 3", "retry_count: 1")]
    [InlineData("retry_count: 3", "retry_count: 0", "retry_count: 1", "retry_count: 0")]
    [InlineData("x: 1", "x: 1\nretry_count: 1", "x: 1\nretry_count: 2", "x: 1\nretry_count: 3")]
    [InlineData("plan_complete: false", "plan_complete: true", "plan_complete: false", "plan_complete: true")]
    [InlineData("x: 1", "x: 1\nplan_complete: false", "x: 1\nplan_complete: true", "x: 1\nplan_complete: true")]
    public void A_known_field_has_an_answer(string old, string ours, string theirs, string merged)
    {
        Assert.Equal(File(merged), Clean(File(old), File(ours), File(theirs)));
        Assert.Equal(File(merged), Clean(File(old), File(theirs), File(ours)));
    }

    [Theory]
    [InlineData("l: [a]", "l: [a, b]", "l: [a, c]", "l: [a, b, c]")]
    [InlineData("l: [a, b]", "l: [b]", "l: [a, b, c]", "l: [b, c]")]
    [InlineData("l: [a, b, c]", "l: [c, a, b]", "l: [a, b, c, d]", "l: [c, a, b, d]")]
    [InlineData("l: [a, b, c]", "l: [c, a, b]", "l: [a, b]", "l: [a, b]")]
    [InlineData("l: [a, b]", "l: [b, a]", "l: [b, a, c]", "l: [b, a, c]")]
    [InlineData("l: []", "l: [x]", "l: [x]", "l: [x]")]
    [InlineData("l: [a]", "l: [a, x, y]", "l: [a, y, x]", "l: [a, x, y]")]
    [InlineData("m: {a: 1, b: 1}", "m: {a: 2, b: 1}", "m: {a: 1, b: 2, c: 3}", "m: {a: 2, b: 2, c: 3}")]
    [InlineData("r:\n  - id: 1\n    s: open\n  - id: 2\n    s: open", "r:\n  - id: 1\n    s: done\n  - id: 2\n    s: open", "r:\n  - id: 1\n    s: open\n    by: me\n  - id: 2\n    s: open\n  - id: 3\n    s: open",
        "r:\n  - id: 1\n    s: done\n    by: me\n  - id: 2\n    s: open\n  - id: 3\n    s: open")]
    [InlineData("r:\n  - iteration: 1\n    a: x", "r:\n  - iteration: 1\n    a: x\n  - iteration: 2\n    a: y", "r:\n  - iteration: 1\n    a: x\n  - iteration: 2\n    a: z",
        "r:\n  - iteration: 1\n    a: x\n  - iteration: 2\n    a: y\n  - iteration: 2\n    a: z")]
    public void Lists_merge_by_element_and_maps_by_key(string old, string ours, string theirs, string merged)
    {
        Assert.Equal(File(merged), Clean(File(old), File(ours), File(theirs)));
        Assert.True(FrontmatterValue.Same(Story.Parse(File(merged)).ReadData(), Story.Parse(Clean(File(old), File(theirs), File(ours))).ReadData()));
    }

    [Theory]
    [InlineData("a: 1\nb: 2", "a: 1\nb: 2\nx: 3", "a: 1\nb: 2\ny: 4", "a: 1\nb: 2\nx: 3\ny: 4")]
    [InlineData("a: 1\nb: 2\nc: 3", "c: 3\na: 1\nb: 2", "a: 1\nb: 5\nc: 3", "c: 3\na: 1\nb: 5")]
    [InlineData("a: 1\nold: 2\nc: 3", "a: 1\nnew: 2\nc: 3", "a: 1\nold: 7\nc: 3", "a: 1\nnew: 7\nc: 3")]
    [InlineData("a: 1 # one\n# about b\nb: 2\n", "a: 9 # one\n# about b\nb: 2\n# end\n", "a: 1 # one\n# about b\nb: '2'\n", "a: 9 # one\n# about b\nb: '2'\n# end\n")]
    [InlineData("a: 1\nl:\n  - x", "a: 1\nl:\n  - x\n  - y", "a: 1\nl:\n  # why\n  - x\n  - z", "a: 1\nl:\n  # why\n  - x\n  - y\n  - z")]
    [InlineData("l:\n  - 'a' # one\n  - b", "l:\n  - 'a' # one\n  - b\n  - \"c\" # mine", "l: # all\n  # why\n  - 'd'\n  - 'a' # one\n  - \"b\"", "l: # all\n  # why\n  - 'd'\n  - 'a' # one\n  - \"b\"\n  - \"c\" # mine")]
    [InlineData("l: [ 'a', b ] # all", "l: [ 'a', b, \"c\" ] # all", "l: [ 'a', 'b', 'd' ] # all", "l: [ 'a', 'b', \"c\", 'd' ] # all")]
    [InlineData("l: []", "l: [\"x\"]", "l: ['y'] # new", "l: [\"x\", 'y'] # new")]
    [InlineData("r:\n- id: 1\n  s: 'a' # s\n- id: 2\n  s: a", "r:\n- id: 1\n  s: 'b' # s\n- id: 2\n  s: a\n- {id: 3}", "r:\n- id: 1\n  s: 'a' # s\n  t: 1\n- id: 2\n  s: \"a\"",
        "r:\n- id: 1\n  s: 'b' # s\n  t: 1\n- id: 2\n  s: \"a\"\n- {id: 3}")]
    [InlineData("a: 1\nb: 2", "a: 1", "a: 2\nb: 2", "a: 2")]
    public void Text_stays_as_the_side_that_changed_it_wrote_it(string old, string ours, string theirs, string merged) =>
        Assert.Equal(File(merged), Clean(File(old), File(ours), File(theirs)));

    [Theory]
    [InlineData("s: a", "s: b", "s: c", "s: b\nmerge_conflicts:\n  s:\n    base: a\n    theirs: c")]
    [InlineData("x: 1\ns: a", "x: 1", "x: 1\ns: c", "x: 1\nmerge_conflicts:\n  s:\n    base: a\n    theirs: c")]
    [InlineData("x: 1\ns: a", "x: 1\ns: b", "x: 1", "x: 1\ns: b\nmerge_conflicts:\n  s:\n    base: a")]
    [InlineData("x: 1", "x: 1\ns: b", "x: 1\ns: c", "x: 1\ns: b\nmerge_conflicts:\n  s:\n    theirs: c")]
    [InlineData("m:\n  a: 1\n  b: 4", "m:\n  a: 2\n  b: 4", "m:\n  a: 3\n  b: 4", "m:\n  a: 2\n  b: 4\nmerge_conflicts:\n  m:\n    base:\n      a: 1\n      b: 4\n    theirs:\n      a: 3\n      b: 4")]
    [InlineData("s: a", "s: [a]", "s: b", "s: [a]\nmerge_conflicts:\n  s:\n    base: a\n    theirs: b")]
    public void A_disagreement_keeps_ours_and_names_theirs(string old, string ours, string theirs, string merged)
    {
        var result = Merge(File(old), File(ours), File(theirs));
        Assert.False(result.IsClean);
        Assert.Equal(File(merged), Encoding.UTF8.GetString(result.File));
        Assert.Single(result.Conflicts);
        var story = StoryText.Parse(result.File);
        Assert.Equal(result.Conflicts.Select(Show), OpenConflicts.Of(story).Keys.Select(Show));
        Assert.Equal(File(ours), Story.Text(OpenConflicts.Settle(story, theirs: false, _ => true, isBodyMeant: true)));
        Assert.True(FrontmatterValue.Same(Data(File(theirs)), OpenConflicts.Settle(story, theirs: true, _ => true, isBodyMeant: true).ReadData()));
        Assert.Equal(Encoding.UTF8.GetString(result.File), Story.Text(OpenConflicts.Settle(story, theirs: true, _ => false, isBodyMeant: true)));
    }

    [Fact]
    public void Two_versions_of_one_addition_disagree() =>
        Assert.Equal(1, Merge(File("a: 1") + "x\n", File("a: 1") + "x\n\nfirst\nshared\n", File("a: 1") + "x\n\nother\nshared\n").BodyConflicts);

    [Theory]
    [InlineData("a\nb\nc\n", "a\n## S\ntext\nb\nc\n", "a\nb\n## S\ntext\nc\n")] // added
    [InlineData("## S\na\nb\nc\nd\n", "a\nb\n## S\nc\nd\n", "a\nb\nc\n## S\nd\n")] // moved
    public void What_each_side_put_at_a_place_of_its_own_is_not_there_twice(string old, string ours, string theirs)
    {
        var merged = Merge(File("a: 1") + old, File("a: 2") + ours, File("a: 1\nb: 1") + theirs);
        Assert.Equal(2, merged.BodyConflicts);
        var story = StoryText.Parse(merged.File);
        Assert.Equal(File("a: 2\nb: 1") + ours, Story.Text(OpenConflicts.Settle(story, theirs: false, _ => true, isBodyMeant: true)));
        Assert.Equal(File("a: 2\nb: 1") + theirs, Story.Text(OpenConflicts.Settle(story, theirs: true, _ => true, isBodyMeant: true)));
    }

    [Fact]
    public void Neighbouring_lines_that_are_no_tasks_disagree() =>
        Assert.Equal(1, Merge(File("a: 1") + "a\nb\n", File("a: 1") + "x\nb\n", File("a: 1") + "a\ny\n").BodyConflicts);

    [Fact]
    public void Questions_that_both_sides_committed_are_not_lost()
    {
        var merged = Merge(File("s: a"), File("s: b\nmerge_conflicts:\n  s:\n    theirs: c"), File("s: b\nmerge_conflicts:\n  s:\n    theirs: d"));
        Assert.False(merged.IsClean);
        Assert.Contains("theirs: d", Encoding.UTF8.GetString(merged.File), StringComparison.Ordinal);
        var settled = OpenConflicts.Settle(StoryText.Parse(merged.File), theirs: true, key => key == OpenConflicts.Key, isBodyMeant: true);
        Assert.Equal("str \"d\"", Model.Show(Assert.Single(OpenConflicts.Of(settled).Keys).Theirs));
    }

    [Theory]
    [InlineData("# T\n\nx\n", "# T\n\nx\n\nA\n", "# T\n\nx\n\nB\n", "# T\n\nx\n\nA\n\nB\n")]
    [InlineData("x", "x\n\n## N\n\nA", "x\n\n## N\n\nB", "x\n\n## N\n\nA\n\nB")]
    [InlineData("- [ ] a\n- [ ] b\n", "- [x] a\n- [ ] b\n", "- [ ] a\n- [x] b\n", "- [x] a\n- [x] b\n")]
    [InlineData("a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", "a\nc\nd\n")]
    [InlineData("a\n\nb\n", "a\n\nx\n\nb\n", "c\n\nb\n", "c\n\nx\n\nb\n")]
    [InlineData("a\n\nx\n\nb\n", "a\n\nb\n", "c\n\nx\n\nb\n", "c\n\nb\n")]
    [InlineData("a\nb\nc\n", "a\n```\nx\n```\nb\nc\n", "a\nb\n```\ny\n```\nc\n", "a\n```\nx\n```\nb\n```\ny\n```\nc\n")]
    public void Bodies_merge_by_line(string old, string ours, string theirs, string merged)
    {
        Assert.Equal(File("a: 1") + merged, Clean(File("a: 1") + old, File("a: 1") + ours, File("a: 1") + theirs));
        Assert.Equal(File("a: 1") + merged, Clean(File("a: 1") + old, File("a: 1") + theirs, File("a: 1") + ours));
    }

    [Fact]
    public void Disagreeing_lines_of_the_body_stand_between_markers()
    {
        var result = Merge(File("a: 1") + "x\ny\nz\n", File("a: 2") + "x\nours\nz\n", File("a: 1\nb: 1") + "x\ntheirs\nz\n");
        Assert.Equal(1, result.BodyConflicts);
        Assert.Equal(File("a: 2\nb: 1") + "x\n<<<<<<< ours\nours\n=======\ntheirs\n>>>>>>> theirs\nz\n", Encoding.UTF8.GetString(result.File));
        var story = StoryText.Parse(result.File);
        Assert.Equal(1, OpenConflicts.Of(story).Places);
        Assert.Equal(File("a: 2\nb: 1") + "x\nours\nz\n", Story.Text(OpenConflicts.Settle(story, theirs: false, _ => true, isBodyMeant: true)));
        Assert.Equal(File("a: 2\nb: 1") + "x\ntheirs\nz\n", Story.Text(OpenConflicts.Settle(story, theirs: true, _ => true, isBodyMeant: true)));
    }

    [Fact]
    public void A_side_that_converted_its_line_ends_has_not_changed_every_line() => Assert.Equal(
        (File("a: 1\nb: 3") + "x\ny\n").Replace("\n", "\r\n", StringComparison.Ordinal),
        Clean(File("a: 1\nb: 2") + "x\n", (File("a: 1\nb: 2") + "x\ny\n").Replace("\n", "\r\n", StringComparison.Ordinal), File("a: 1\nb: 3") + "x\n"));

    [Fact]
    public void Without_a_base_lists_unite_counters_are_the_larger_and_the_rest_disagrees()
    {
        var result = Merge(null, File("s: a\nretry_count: 2\nl: [a, b]\nx: 1"), File("s: b\nretry_count: 3\nl: [a, c]\ny: 1"));
        Assert.Equal("s", Assert.Single(result.Conflicts).Key);
        Assert.Equal(File("s: a\nretry_count: 3\nl: [a, b, c]\nx: 1\ny: 1\nmerge_conflicts:\n  s:\n    theirs: b"), Encoding.UTF8.GetString(result.File));
    }

    [Fact]
    public void Aliases_and_brackets_are_written_anew_where_pieces_cannot_be_put_together()
    {
        Assert.Equal(File("{\"a\":2, b: 2, c: 3}"), Clean(File("{\"a\":1, b: 2}"), File("{\"a\":2, b: 2}"), File("{\"a\":1, b: 2, c: 3}")));
        var merged = Story.Parse(Clean(File("a: &x [1]\nb: *x"), File("a: &x [1]\nb: *x\nc: *x"), File("a: [2]\nb: [1]"))).ReadData();
        Assert.Equal("{a: [int 2], b: [int 1], c: [int 1]}", Model.Show(merged));
    }

    [Fact]
    public void A_side_that_cannot_be_read_is_a_fault() =>
        Assert.Throws<FrontmatterFault>(() => Merge(File("a: 1"), File("a: 2"), File("<<<<<<< HEAD\na: 3\n=======\na: 4\n>>>>>>> x")));

    private static string Show(MergeConflict conflict) =>
        string.Join(" | ", new[] { conflict.Base, conflict.Ours, conflict.Theirs }.Select(value => value == ValueMerge.Missing ? "missing" : Model.Show(value)).Prepend(conflict.Key));

    private static System.Collections.Specialized.OrderedDictionary Data(string file) => Story.Parse(file).ReadData();

    private static string File(string frontmatter) => "---\n" + frontmatter.TrimEnd('\n') + "\n---\n";

    private static StoryMerge Merge(string? old, string ours, string theirs) =>
        StoryMerge.Of(old == null ? null : Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(ours), Encoding.UTF8.GetBytes(theirs));

    private static string Clean(string? old, string ours, string theirs)
    {
        var merged = Merge(old, ours, theirs);
        Assert.True(merged.IsClean, string.Join(", ", merged.Conflicts.Select(conflict => conflict.Key)) + "\n" + Encoding.UTF8.GetString(merged.File));
        return Encoding.UTF8.GetString(merged.File);
    }
}
