using System;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AiSdlc.Tests;

/// <summary>Values written by the cmdlet are read by the Node tool's readers as the same values of the same types.</summary>
public sealed class ValueInteropTests : IDisposable
{
    private const int Seed = 20260113;

    private static readonly string[] Nasty =
    [
        "", " ", "a ", " a", "null", "~", "true", "False", "yes", "No", "on", "OFF", "y", "n", "123", "0123", "0x1F", "0b11", "0o17", "1e3", "1_000", "12:30",
        "1:2:3", ".5", "5.", "-0", "+1", ".inf", "-.INF", ".NaN", "2026-01-13", "2026-01-13T10:00:00Z", "2026-1-1 1:1:1", "=", "<<", "- a", "? a", ": a",
        "a: b", "a:", "a #b", "#a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a", "\"a", "[a", "{a", "]", "}", ",", "a\nb", "a\n", "\na", "a\r\nb", "a\tb",
        "\ta", "---", "...", "--- a", "a\n---\nb", "\u0085", "\u2028", "\u2029", "\0", "\u0007", "\u001b[31m", "\u00a0", "ä", "日本", "\U0001F600", "\\", "\\n", "a\\",
        "it's", "say \"x\"", "1234567e8", "1.10", "x: [", "{}", "[]", "!!str a", "a b  c", new string('x', 5000), "line\n\n\nline\n  indented\n",
    ];

    private readonly TempBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_thousand_values_are_read_back_the_same()
    {
        NodePeer.SkipWithoutNode();
        var random = new Random(Seed);
        var values = Nasty.Cast<object?>().Concat(Enumerable.Range(0, 1000).Select(_ => Value(random, 0))).ToList();
        var edit = new OrderedDictionary();
        for (var i = 0; i < values.Count; i++)
        {
            edit[$"v{i}"] = values[i];
        }

        using (var engine = new Engine(_board.Folder))
        {
            engine.Get("Update-StoryFrontmatter -Id S-0001 $args[0]", edit);
        }

        var read = JsonNode.Parse(NodePeer.Ask(JsonSerializer.Serialize(new[] { _board.Text }), "frontmatter.mjs", "read"))![0]!;
        foreach (var reader in new[] { "matter", "yaml4" })
        {
            var data = read[reader]!["value"] ?? throw new InvalidDataException($"{reader}: {read[reader]}");
            for (var i = 0; i < values.Count; i++)
            {
                var expected = JsonSerializer.SerializeToNode(values[i]);
                Assert.True(JsonNode.DeepEquals(expected, data[$"v{i}"]), $"{reader}, seed {Seed}: {expected?.ToJsonString()} was read as {data[$"v{i}"]?.ToJsonString()}");
            }
        }
    }

    private static object? Value(Random random, int depth) => random.Next(depth < 3 ? 9 : 7) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(int.MinValue, int.MaxValue),
        3 => random.NextInt64(-9_007_199_254_740_991, 9_007_199_254_740_992),
        4 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20)),
        5 => Nasty[random.Next(Nasty.Length)],
        6 => new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => "ab \n:#-'\"{}[]0129.\\\t,&*!|>%@`~"[random.Next(30)])]),
        7 => Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)).ToList(),
        _ => Enumerable.Range(0, random.Next(4)).ToDictionary(i => $"k{i}", _ => Value(random, depth + 1)),
    };
}
