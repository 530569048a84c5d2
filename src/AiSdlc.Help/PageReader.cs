using System.Collections.Generic;
using System.Linq;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AiSdlc.Help;

/// <summary>Reads a page: <c># Name</c>, <c>## Section</c>, and in two of the sections <c>### Example N: Title</c> or <c>### -Parameter</c>.</summary>
internal static class PageReader
{
    /// <summary>The page in a Markdown text.</summary>
    public static Page Read(string markdown)
    {
        var chapters = Split(Markdown.Parse(markdown), level: 2);
        IReadOnlyList<Block> Section(string title) => chapters.FirstOrDefault(chapter => chapter.Title == title).Blocks ?? [];

        return new Page(
            PlainText.Paragraphs(chapters[0].Blocks.Where(block => block is not HeadingBlock)),
            PlainText.Paragraphs(Section("Description")),
            [.. Split(Section("Examples"), level: 3).Skip(1).Select(part => ReadExample(part.Title, part.Blocks))],
            Split(Section("Parameters"), level: 3).Skip(1).ToDictionary(part => part.Title.TrimStart('-'), part => PlainText.Paragraphs(part.Blocks)),
            PlainText.Paragraphs(Section("Inputs")),
            PlainText.Paragraphs(Section("Outputs")),
            PlainText.Paragraphs(Section("Notes")),
            [.. Section("Related links").SelectMany(block => block.Descendants<LinkInline>()).Select(link => (PlainText.Of(link), link.Url ?? string.Empty))]);
    }

    // The first part has no title: it is what stands before the first heading of the level.
    private static List<(string Title, List<Block> Blocks)> Split(IEnumerable<Block> blocks, int level)
    {
        List<(string Title, List<Block> Blocks)> parts = [(string.Empty, [])];
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                parts.Add((PlainText.Of(heading.Inline), []));
            }
            else
            {
                parts[^1].Blocks.Add(block);
            }
        }

        return parts;
    }

    private static Example ReadExample(string title, List<Block> blocks)
    {
        var code = blocks.OfType<FencedCodeBlock>().First();
        return new Example(title, code.Lines.ToString(), PlainText.Paragraphs(blocks.Where(block => block != code)));
    }
}
