using System.Linq;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Types as js-yaml 3 decides them, dates aside.</summary>
public class ReadingTests
{
    public static TheoryData<string, string> Scalars => new()
    {
        { "", "null" },
        { "~", "null" },
        { "Null", "null" },
        { "nULL", "str \"nULL\"" },
        { "True", "true" },
        { "FALSE", "false" },
        { "yes", "str \"yes\"" },
        { "on", "str \"on\"" },
        { "0", "int 0" },
        { "-0", "int 0" },
        { "+7", "int 7" },
        { "0123", "int 83" },
        { "-0123", "int -83" },
        { "089", "str \"089\"" },
        { "0o17", "str \"0o17\"" },
        { "0x1F", "int 31" },
        { "-0x1F", "int -31" },
        { "0b11", "int 3" },
        { "1_000", "int 1000" },
        { "1_", "str \"1_\"" },
        { "_1", "str \"_1\"" },
        { "12:30", "int 750" },
        { "-1:30:00", "int -5400" },
        { "12:60", "str \"12:60\"" },
        { "01:30", "str \"01:30\"" },
        { "12:30.5", "float 750.5" },
        { "1e3", "float 1000" },
        { "1234567e8", "float 123456700000000" },
        { "1.10", "float 1.1" },
        { "10.0", "float 10" },
        { ".5", "float 0.5" },
        { "5.", "float 5" },
        { ".", "str \".\"" },
        { "1.2.3", "str \"1.2.3\"" },
        { ".inf", "float Infinity" },
        { "-.INF", "float -Infinity" },
        { ".NaN", "float NaN" },
        { "2147483648", "int 2147483648" },
        { "9007199254740991", "int 9007199254740991" },
        { "9007199254740993", "float 9007199254740992" },
        { "12345678901234567890", "float 1.2345678901234567E+19" },
        { "2026-01-13", "str \"2026-01-13\"" },
        { "2026-01-13T10:00:00Z", "str \"2026-01-13T10:00:00Z\"" },
        { "'1'", "str \"1\"" },
        { "\"true\"", "str \"true\"" },
        { "!!str 1", "str \"1\"" },
        { "! 1", "str \"1\"" },
        { "!!int '3'", "int 3" },
        { "!!float 3", "float 3" },
        { "!!null ''", "null" },
        { "|+\n  x\n", "str \"x\\n\"" },
        { "\"a\\\n  b\"", "str \"ab\"" },
        { "\"\\ud83d\\ude00 \\U0001F600\"", "str \"\\uD83D\\uDE00 \\uD83D\\uDE00\"" },
        { "=", "str \"=\"" },
        { "<<", "str \"<<\"" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Reads_scalars(string yaml, string shown) =>
        Assert.Equal(shown, Model.Show(Story.Parse($"---\na: {yaml}\n---\n").ReadData()["a"]));

    [Fact]
    public void Keeps_order_and_case_of_keys() => Assert.Equal(
        ["b", "a", "B", "1", "true", "null", "16", "1.5", "2026-01-13"],
        Story.Parse("---\nb: 1\na: 1\nB: 1\n1: x\ntrue: x\n~: x\n0x10: x\n1.5: x\n2026-01-13: x\n---\n").ReadData().Keys.Cast<string>());

    [Theory]
    [InlineData("a: &x {k: 1}\nb: *x\n", "{a: {k: int 1}, b: {k: int 1}}")]
    [InlineData("a: &x {k: 1, l: 2}\nb:\n  l: 3\n  <<: *x\n", "{a: {k: int 1, l: int 2}, b: {k: int 1, l: int 3}}")]
    [InlineData("a: &x {k: 1}\nb: &y {k: 2, l: 3}\nc:\n  <<: [*x, *y]\n", "{a: {k: int 1}, b: {k: int 2, l: int 3}, c: {k: int 1, l: int 3}}")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x\n", "{a: int 1, b: int 2, c: int 2}")]
    [InlineData("a:\n  '<<': 1\n", "{a: {<<: int 1}}")]
    [InlineData("a: &ref_0\n  - k: 1\nagain: *ref_0\n", "{a: [{k: int 1}], again: [{k: int 1}]}")]
    public void Follows_aliases_and_merges(string block, string shown) => Assert.Equal(shown, Model.Show(Story.Parse($"---\n{block}---\n").ReadData()));

    [Theory]
    [InlineData("a: 1\n\t\nb: 2\n", "{a: int 1, b: int 2}")]
    [InlineData("\t\na: 1\n\t# c\nb:\n \t\n  - 1\n", "{a: int 1, b: [int 1]}")]
    [InlineData("a:\t1\t# c\nb: [\t1,\n\t2]\nl:\n-\tx\n", "{a: int 1, b: [int 1, int 2], l: [str \"x\"]}")]
    [InlineData("a: |\n \n\n  x\nb: >\n\n\nc: |-\nd: |+\n\n", "{a: str \"\\n\\nx\\n\", b: str \"\", c: str \"\", d: str \"\"}")]
    [InlineData("a: >\n\n  x\n  y\n\n   z\n", "{a: str \"\\nx y\\n\\n z\\n\"}")]
    [InlineData("a: 1\n...\n", "{a: int 1}")]
    [InlineData("a: 1\n... # end\n\n# c\n", "{a: int 1}")]
    [InlineData("? a\n: 1\nb: 2\n", "{a: int 1, b: int 2}")]
    [InlineData("{x: &v 1}\n", "{x: int 1}")]
    [InlineData("on: {push:}\na: {b :}\nc: {k :[1], \"l\":2}\n", "{a: {b: null}, c: {k: [int 1], l: int 2}, on: {push: null}}")]
    [InlineData("a: [b:, c :, ? d, 'e': 1]\n", "{a: [{b: null}, {c: null}, {d: null}, {e: int 1}]}")]
    [InlineData("a: ['b', :\"c\"]\n", "{a: [str \"b\", str \":\\\"c\\\"\"]}")]
    [InlineData("a: [?x, -y, =, <, x:y, a#b]\n", "{a: [str \"?x\", str \"-y\", str \"=\", str \"<\", str \"x:y\", str \"a#b\"]}")]
    [InlineData("a: 'one\ntwo'\nb: \"one\n\ntwo\"\n", "{a: str \"one two\", b: str \"one\\ntwo\"}")]
    [InlineData("a: one\n  # two\nb: x\n  y\n", "{a: str \"one\", b: str \"x y\"}")]
    [InlineData("b: 1\n&x a: v\n!!str c: 2\n", "{a: str \"v\", b: int 1, c: int 2}")]
    [InlineData("a: &x {b: &x 1}\nc: *x\n", "{a: {b: int 1}, c: int 1}")]
    [InlineData("a: \"\u2028\"\nb: ['\u2029', \"\u0085\"]\n", "{a: str \"\\u2028\", b: [str \"\\u2029\", str \"\\u0085\"]}")]
    [InlineData("a: \"x \n  y\"\n", "{a: str \"x  y\"}")]
    public void Reads_what_gray_matter_reads(string block, string shown) => Assert.Equal(shown, Model.Show(Story.Parse($"---\n{block}---\n").ReadData()));

    [Fact]
    public void Gives_a_fresh_copy_each_time()
    {
        var story = Story.Parse("---\na: &x [1]\nb: *x\n---\n");
        var data = story.ReadData();
        ((System.Collections.Generic.List<object?>)data["b"]!).Add(2);
        Assert.Equal("{a: [int 1], b: [int 1]}", Model.Show(story.ReadData()));
        Assert.Equal("[int 1]", Model.Show(data["a"]));
    }
}
