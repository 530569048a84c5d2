using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AiSdlc.Help;

/// <summary>Markdown without its marks, for a terminal.</summary>
internal static class PlainText
{
    /// <summary>The paragraphs of some blocks: list items with a dash, code as it is.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany(Lines)];

    /// <summary>The text of a heading, a paragraph or a link.</summary>
    public static string Of(ContainerInline? inlines) => string.Concat((inlines ?? Enumerable.Empty<Inline>()).Select(Of));

    private static IEnumerable<string> Lines(Block block) => block switch
    {
        CodeBlock code => [code.Lines.ToString()],
        LeafBlock leaf => [Of(leaf.Inline)],
        ListBlock list => list.Cast<ListItemBlock>().Select(item => "- " + string.Join("\n", Paragraphs(item))),
        ContainerBlock container => Paragraphs(container),
        _ => [],
    };

    private static string Of(Inline inline) => inline switch
    {
        CodeInline code => code.Content,
        LineBreakInline => " ",
        LiteralInline literal => literal.Content.ToString(),
        ContainerInline container => Of(container),
        _ => string.Empty,
    };
}
