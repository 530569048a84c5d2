using System.Collections.Specialized;
using System.Diagnostics;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>Hostile and malformed files: each a fault with line, column and rule, at once.</summary>
public class HostileTests
{
    public static TheoryData<string, string, int, int> Blocks => new()
    {
        { "duplicate-key", "a: 1\nb: 2\na: 3\n", 4, 1 },
        { "duplicate-key", "a: 1\n\"a\": 2\n", 3, 1 },
        { "duplicate-key", "m:\n  x: 1\n  x: 2\n", 4, 3 },
        { "duplicate-key", "m: {x: 1, x: 2}\n", 2, 11 },
        { "duplicate-key", "l:\n  - a: 1\n    b: 1\n    a: 2\n", 5, 5 },
        { "duplicate-key", "1: a\n'1': b\n", 3, 1 },
        { "root-not-map", "- a\n- b\n", 2, 1 },
        { "root-not-map", "just text\n", 2, 1 },
        { "root-not-map", "[a, b]\n", 2, 1 },
        { "document-marker", "a: 1\n...\nb: 2\n", 4, 1 },
        { "document-marker", "a: 1\n... x\n", 3, 5 },
        { "yaml-syntax", "a: \"\\ud800\"\n", 2, 4 },
        { "yaml-syntax", "\"\\udc00x\": 1\n", 2, 1 },
        { "yaml-syntax", "%YAML 1.2\na: 1\n", 2, 1 },
        { "line-break", "a: x\u0085y\n", 2, 5 },
        { "line-break", "a: x\u2028y\n", 2, 5 },
        { "line-break", "a: \"\u2028\" # x\u2028status: done\n", 2, 11 },
        { "line-break", "a: 1\n\"\u2029\": 2\n", 3, 2 },
        { "line-break", "a: [\"\u2029\"]\nb: |\n  x\u2029y\n", 4, 4 },
        { "yaml-syntax", "a: x\u2028status: done\n", 2, 12 },
        { "line-break", "a: 1\rb: 2\n", 2, 5 },
        { "control-character", "a: \0\n", 2, 4 },
        { "control-character", "a: 'x\u001B[31m'\n", 2, 6 },
        { "control-character", "a: 😀\u007F\n", 2, 6 },
        { "control-character", "a: \uFFFE\n", 2, 4 },
        { "unknown-alias", "a: *x\n", 2, 4 },
        { "unknown-alias", "a: &x\nb: *x\n", 3, 4 },
        { "unknown-alias", "a: &x\n  b\nc: *x\n", 4, 4 },
        { "recursive-alias", "a: &x [*x]\n", 2, 8 },
        { "unsupported-tag", "a: !!binary aGk=\n", 2, 4 },
        { "unsupported-tag", "a: !custom {b: 1}\n", 2, 4 },
        { "unsupported-tag", "a: !!int x\n", 2, 4 },
        { "unsupported-tag", "a: !!map [1]\n", 2, 4 },
        { "unsupported-tag", "!!omap\na: 1\n", 2, 1 },
        { "unsupported-key", "? [a]\n: 1\n", 2, 3 },
        { "unsupported-key", "__proto__: 1\n", 2, 1 },
        { "unsupported-key", "a: |+\n&x :\nb: 1\n", 3, 1 },
        { "unsupported-key", "a: {1e400: 1}\n", 2, 5 },
        { "merge-value", "a:\n  <<: 1\n", 3, 7 },
        { "merge-value", "<<: [{a: 1}, 2]\n", 2, 5 },
        { "ambiguous-dash", "a:\n  - - x\n    -\n  - y\n", 4, 5 },
        { "ambiguous-dash", "a:\n  - b:\n      -\n  - y\n", 4, 7 },
        { "yaml-syntax", "a: 1\n b: 2\n", 3, 3 },
        { "yaml-syntax", "a: \"unclosed\n", 2, 4 },
        { "yaml-syntax", "a: [1, 2\n", 2, 4 },
        { "yaml-syntax", "a: b: c\n", 2, 5 },
        { "yaml-syntax", "a: @x\n", 2, 4 },
        { "yaml-syntax", "a: 1\n\tb: 2\n", 3, 1 },
        { "yaml-syntax", "a: %x\n", 2, 4 },
        { "yaml-syntax", "a: 'x' y\n", 2, 8 },
        { "yaml-syntax", "a: [@x]\n", 2, 5 },
        { "yaml-syntax", "a: [%x]\n", 2, 5 },
        { "yaml-syntax", "a: [`x]\n", 2, 5 },
        { "yaml-syntax", "a: {k: |x}\n", 2, 8 },
        { "yaml-syntax", "a: [x, >y]\n", 2, 8 },
        { "yaml-syntax", "a: [?]\n", 2, 5 },
        { "yaml-syntax", "a: [-]\n", 2, 5 },
        { "yaml-syntax", "a: [- x]\n", 2, 5 },
        { "yaml-syntax", "a: [x,, y]\n", 2, 7 },
        { "yaml-syntax", "a: {x: [a,] b}\n", 2, 13 },
        { "yaml-syntax", "a: [[x] [y]]\n", 2, 9 },
        { "yaml-syntax", "&a x: v\n", 2, 5 },
        { "yaml-syntax", "!!str x: v\n", 2, 8 },
        { "yaml-syntax", "l:\n  - &a k: 1\n", 3, 9 },
        { "yaml-syntax", "a: 'x' b: 1\n", 2, 8 },
        { "yaml-syntax", "a: \"x\"#c\n", 2, 7 },
        { "yaml-syntax", "l:\n-\ta: 1\n", 3, 2 },
        { "yaml-syntax", "a:\n\tb: 1\n", 3, 1 },
        { "yaml-syntax", "a: |2-2\n  x\n", 2, 7 },
        { "yaml-syntax", "a: &x &y 1\n", 2, 7 },
        { "yaml-syntax", "a: &x 1\nb: &y *x\n", 3, 7 },
        { "yaml-syntax", "a: &x\n!!str b: 1\n", 3, 1 },
        { "yaml-syntax", "a: \"\\q\"\n", 2, 4 },
        { "unsupported-tag", "a: !!str\n  1\n", 2, 4 },
    };

    public static TheoryData<string, string, int, int> Files => new()
    {
        { "unclosed-block", "---\na: 1\n", 1, 1 },
        { "unclosed-block", "---", 1, 1 },
        { "unclosed-block", "---\r", 1, 1 },
        { "fence-language", "---json\n{}\n---\n", 1, 4 },
        { "fence-language", "---js\nprocess.exit()\n---\n", 1, 4 },
        { "fence-language", "--- a: 1\n---\n", 1, 4 },
        { "fence-language", "---\ra: 1\n---\n", 1, 4 },
        { "closing-fence", "---\na: 1\n----\nbody\n", 3, 4 },
        { "closing-fence", "---\na: 1\n---b: 2\n---\n", 3, 4 },
        { "closing-fence", "---\ntext: |\n--- in a block\n---\n", 3, 4 },
        { "closing-fence", "---\na: 1\n---\rbody\n", 3, 4 },
        { "yaml-syntax", "---\na: \"x\n---\n y\"\n---\n", 2, 4 },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Faults_in_the_block(string rule, string block, int line, int column) => Check(rule, $"---\n{block}---\nbody\n", line, column);

    [Theory]
    [MemberData(nameof(Files))]
    public void Faults_in_the_fences(string rule, string file, int line, int column) => Check(rule, file, line, column);

    [Fact]
    public void Invalid_UTF8_is_located()
    {
        byte[] file = [.. "---\na: 1\nb: é"u8, 0xC3, 0x28, .. "\n---\n"u8];
        var fault = Story.Fault(file);
        Assert.Equal(("invalid-utf8", 3, 5), (fault.Rule, fault.Line, fault.Column));
    }

    [Fact]
    public void UTF16_is_named()
    {
        Assert.Equal("utf-16", Story.Fault([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("---\na: 1\n---\n")]).Rule);
        Assert.Equal("utf-16", Story.Fault([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("---\na: 1\n---\n")]).Rule);
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "block-too-large", "a: " + new string('x', 2_000_000) },
        { "alias-expansion", "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat("bcdefghij".Select(c => $"{c}: &{c} [{string.Join(", ", Enumerable.Repeat("*" + (char)(c - 1), 10))}]\n")) },
        { "alias-expansion", "a: &a {k: v}\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"m{i}: &m{i}\n  <<: [*{(i == 0 ? "a" : "m" + (i - 1))}, *{(i == 0 ? "a" : "m" + (i - 1))}]\n  x{i}: 1\n")) },
        { "too-deep", "a: " + new string('[', 100_000) + "\n" },
        { "too-deep", "a: " + new string('[', 500_000) + new string(']', 500_000) + "\n" },
        { "too-deep", string.Concat(Enumerable.Repeat("{a: ", 100_000)) + "\n" },
        { "too-deep", "a:\n " + string.Concat(Enumerable.Repeat("- ", 300_000)) + "x\n" },
        { "too-deep", string.Concat(Enumerable.Range(0, 1000).Select(i => new string(' ', i) + "a:\n")) },
        { "too-deep", string.Concat(Enumerable.Range(0, 1000).Select(i => new string(' ', i) + "-\n")) },
        { "too-deep", "a: &a0 x\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"b{i}: &a{i} [*a{i - 1}]\n")) },
        { "too-deep", string.Concat(Enumerable.Repeat("? ", 100_000)) + "\n" },
        { "alias-expansion", "a: &a x\nb:\n" + string.Concat(Enumerable.Repeat("  - *a\n", 100_000)) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bombs_are_refused_at_once(string rule, string block)
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(rule, Story.Fault($"---\n{block}\n---\n").Rule);
        Assert.True(watch.ElapsedMilliseconds < 2000, $"{watch.ElapsedMilliseconds} ms");
    }

    public static TheoryData<string, string, string> Edits => new()
    {
        { "anchor-in-use", "a: &x 1\nb: *x\n", "{\"a\": 2}" },
        { "anchor-in-use", "a: &x 1\nb: *x\n", "{\"-a\": 0}" },
        { "anchor-in-use", "a: &x {k: 1}\nb: *x\n", "{\"a\": {\"k\": 2}}" },
        { "anchor-in-use", "a:\n  - &x {k: 1}\nb:\n  <<: *x\n", "{\"a\": []}" },
        { "merged-key", "a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n", "{\"b\": {\"l\": 2}}" },
        { "explicit-key", "? a\n: 1\n", "{\"a\": 2}" },
        { "explicit-key", "? a\n: 1\nb: 2\n", "{\"-a\": 0}" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edits_that_would_break_something_are_refused(string rule, string block, string edit)
    {
        var story = Story.Parse($"---\n{block}---\n");
        var fault = Assert.Throws<FrontmatterFault>(() => Story.Apply(story, (OrderedDictionary)Model.FromJson(edit)!));
        Assert.Equal(rule, fault.Rule);
        Assert.Equal($"---\n{block}---\n", Story.Text(story));
    }

    private static void Check(string rule, string file, int line, int column)
    {
        var fault = Story.Fault(file);
        Assert.Equal((rule, line, column), (fault.Rule, fault.Line, fault.Column));
    }
}
