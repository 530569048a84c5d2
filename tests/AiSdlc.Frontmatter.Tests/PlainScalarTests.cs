using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace AiSdlc.Frontmatter.Tests;

/// <summary>No string stands without quotes that a reader of YAML 1.1 or 1.2 resolves to another type.</summary>
public class PlainScalarTests
{
    // PyYAML 6, resolver.py; YAML 1.2.2, 10.3.2 (core schema); YAML 1.1, yaml.org/type (y and n, which PyYAML leaves out).
    private static readonly Regex[] Resolvers =
    [
        .. new[]
        {
            "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|y|Y|n|N",
            "[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)",
            "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+",
            "<<|=|~|null|Null|NULL|",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?",
            "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
        }.Select(pattern => new Regex($"^(?:{pattern})\\z")),
    ];

    [Fact]
    public void Nothing_that_resolves_to_another_type_is_plain()
    {
        var random = new Random(Settings.Seed);
        var texts = Values.Nasty.Concat(Enumerable.Range(0, Settings.Cases).Select(_ => Values.RandomText(random)))
            .Concat(Enumerable.Range(0, Settings.Cases * 10).Select(_ => NumberLike(random))).ToList();
        var plain = texts.Where(PlainScalar.IsSafe).ToList();
        Assert.DoesNotContain(plain, text => Array.Exists(Resolvers, resolver => resolver.IsMatch(text)));
        Assert.Equal(plain, plain.Select(text => ScalarResolver.Resolve(text)));
        Assert.True(plain.Count > 20, $"{plain.Count} plain strings");
    }

    private static string NumberLike(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => "0123456789abefxoXOB_.:+-eETZn ~"[random.Next(31)])]);
}
