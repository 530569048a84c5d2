using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>What <see cref="SimpleYamlReader"/> reads is the parser's tree, to the offset; what it does not read it leaves to the parser.</summary>
public class SimpleYamlReaderTests
{
    private const string Everyday = "id: S-0001 # first\ntitle: 'A: story'\n\n# comment\npriority: 10\ncreated: 2026-01-13\nempty:\nlabels:\n  - one\n  - \"two\" # 2\n"
        + "none: []\nsame:\n- 1\n- -2\nhistory:\n  - at: 12:30\n    by: Ada\n  - at: 13:00\n    why:\n      text: ~\nmap: {}\n";

    private static readonly string[] Pieces =
    [
        "a", "key", ":", ": ", "- ", "-", "  ", " ", "\n", "\n  ", "\r\n", "'", "\"", "''", "#", " # c", "[]", "{}", "[", "}", "1", "-1", "0x1F", "~", "null", "true: ", "é", "😀", "\u00A0", "\uFEFF",
        "\\", "?", "? ", "&a ", "*a", "!t ", "|", ">", "%", "@", "`", ",", "<<: ", "__proto__: ", ".", "...", "--- ", "key: value\n", "list:\n  - x\n", "  in: 1\n", "\t",
    ];

    [Fact]
    public void Reads_an_everyday_block() => Assert.NotNull(SimpleYamlReader.Read(Everyday));

    [Theory]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: b\n  c\n")]
    [InlineData("a: 'b\n  c'\n")]
    [InlineData("a: |\n  b\n")]
    [InlineData("a: [b]\n")]
    [InlineData("a: 'it''s'\n")]
    [InlineData("a: \"\\n\"\n")]
    [InlineData("a: &b c\n")]
    [InlineData("a: 1\n b: 2\n")]
    [InlineData("a: 1\n- b\n")]
    [InlineData("a:\n  - b\n   - c\n")]
    [InlineData("a:\n  - b\n c: 1\n")]
    [InlineData("true: 1\n")]
    [InlineData("1: 1\n")]
    [InlineData("'a': 1\n")]
    [InlineData("a:b\n")]
    [InlineData("a:\tb\n")]
    [InlineData("- a\n")]
    [InlineData("")]
    public void Leaves_anything_else_to_the_parser(string block) => Assert.Null(SimpleYamlReader.Read(block));

    [Fact]
    public void Agrees_with_the_parser()
    {
        var random = new Random(Settings.Seed);
        var read = 0;
        foreach (var block in Blocks(random).SelectMany(block => Enumerable.Range(0, 20).Select(i => i == 0 ? block : Mutated(random, block))))
        {
            if (Checked(block) is { } text && SimpleYamlReader.Read(text) is { } ours)
            {
                read++;
                Assert.Equal(Parsed(text), Shown(ours));
            }
        }

        Assert.True(read > Settings.Cases, $"{read} blocks were read");
    }

    private static IEnumerable<string> Blocks(Random random) =>
        CorpusTests.Cases.Values.SelectMany(one => new[] { one.Before, one.After, one.Before.Replace("\n", "\r\n", StringComparison.Ordinal) })
            .Concat(Enumerable.Repeat(Everyday, Settings.Cases / 2))
            .Concat(Enumerable.Range(0, Settings.Cases).Select(_ => string.Concat(Enumerable.Range(0, 12).Select(_ => Pieces[random.Next(Pieces.Length)]))));

    private static string Mutated(Random random, string block)
    {
        var at = random.Next(block.Length + 1);
        var length = Math.Min(random.Next(1, 6), block.Length - at);
        return random.Next(3) == 0 ? block.Remove(at, length) : block.Insert(at, Pieces[random.Next(Pieces.Length)]);
    }

    // What StoryText checks before either of the two gets to read it.
    private static string? Checked(string block)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(block);
            return BlockText.Decode(bytes, 0, bytes.Length);
        }
        catch (FrontmatterFault)
        {
            return null;
        }
    }

    private static string Parsed(string text)
    {
        try
        {
            return Shown(YamlReader.Read(text)!);
        }
        catch (FrontmatterFault fault)
        {
            return $"{fault.Rule} in\n{text}";
        }
    }

    private static string Shown(Node node) => $"{node.GetType().Name} {node.Start} {node.ContentStart} {node.End} {node.Height} {node.Weight} " + node switch
    {
        ScalarNode scalar => $"{scalar.Style} {scalar.HasTag} {scalar.Value?.GetType().Name} {scalar.Value}",
        CollectionNode list => $"{list.IsMap} {list.IsFlow} {list.IsImplicit} {list.PropertiesEnd}\n"
            + string.Concat(list.Entries.Select(entry => $"[{entry.Start} {entry.KeyEnd} {entry.After} {entry.Name} {entry.IsMerge} {entry.IsExplicit} {entry.End} {Shown(entry.Value)}]\n")),
        _ => "",
    };
}
