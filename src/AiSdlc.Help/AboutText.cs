using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig;
using Markdig.Syntax;

namespace AiSdlc.Help;

/// <summary>An about_ topic as Get-Help shows it: a text file, headings in capitals, text indented and wrapped.</summary>
internal static class AboutText
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>The text of a Markdown page.</summary>
    public static string Of(string markdown) => string.Join("\n\n", Markdown.Parse(markdown).Select(Of)) + "\n";

    private static string Of(Block block) => block switch
    {
        HeadingBlock { Level: 1 } title => "TOPIC\n" + Indent + PlainText.Of(title.Inline),
        HeadingBlock heading => PlainText.Of(heading.Inline).ToUpperInvariant(),
        CodeBlock code => string.Join('\n', code.Lines.ToString().Split('\n').Select(line => Indent + Indent + line)),
        ListBlock list => string.Join('\n', PlainText.Paragraphs([list]).Select(item => Wrap(item, Indent, Indent + "  "))),
        _ => string.Join("\n\n", PlainText.Paragraphs([block]).Select(paragraph => Wrap(paragraph, Indent, Indent))),
    };

    private static string Wrap(string text, string first, string next)
    {
        var lines = new List<StringBuilder> { new(first) };
        foreach (var word in text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var indent = lines.Count == 1 ? first : next;
            if (lines[^1].Length + 1 + word.Length > Width && lines[^1].Length > indent.Length)
            {
                lines.Add(new(indent = next));
            }

            lines[^1].Append(lines[^1].Length > indent.Length ? " " : string.Empty).Append(word);
        }

        return string.Join('\n', lines);
    }
}
