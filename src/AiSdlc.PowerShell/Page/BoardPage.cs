using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace AiSdlc.Commands.Page;

/// <summary>
/// A board as one page of HTML that needs nothing else: no file, no network, no script. A card leads to its story, which the style shows
/// while the address names it; without the style the stories stand below the board. The policy lets nothing run and nothing be loaded.
/// </summary>
internal static class BoardPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /// <summary>Writes the page.</summary>
    public static void Write(PageData board, Stream stream)
    {
        var columns = BoardColumns.Of([.. board.Stories.Select(entry => entry.Story)]);
        using var output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        var html = new HtmlWriter(output);
        html.Doctype();
        using (html.In("html", ("lang", "en")))
        {
            WriteHead(html, board);
            using (html.In("body"))
            {
                html.Line("a", "Skip to the board", ("class", "skip"), ("href", "#page.board"));
                WriteHeader(html, board, columns);
                WriteMain(html, board, columns);
            }
        }

        output.Write('\n');
    }

    private static void WriteHead(HtmlWriter html, PageData board)
    {
        using (html.In("head"))
        {
            html.Void("meta", ("charset", "utf-8"));
            html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
            html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
            html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Line("title", board.Title);
            html.Style(Css());
        }
    }

    private static void WriteHeader(HtmlWriter html, PageData board, List<(string Status, List<Story> Stories)> columns)
    {
        using (html.In("header"))
        {
            html.Line("h1", board.Title, ("dir", "auto"));
            html.Line("p", PageData.Number("{0} stories", board.Stories.Count) + (board.AsOf is { } now ? $", as of {PageData.Day(now)}" : string.Empty));
            using (html.In("nav", ("aria-label", "Page")))
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    html.Line("a", BoardColumns.Name(columns[i].Status), ("href", PageData.Number("#column.{0}", i)));
                }

                html.Line("a", "Flow", ("href", "#page.flow"));
            }
        }
    }

    private static void WriteMain(HtmlWriter html, PageData board, List<(string Status, List<Story> Stories)> columns)
    {
        using (html.In("main"))
        {
            using (html.In("section", ("id", "page.board"), ("class", "board"), ("aria-label", "Board")))
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    StoryCard.WriteColumn(html, board, PageData.Number("column.{0}", i), columns[i].Status, columns[i].Stories);
                }
            }

            FlowCharts.Write(html, board);
            foreach (var (story, body) in board.Stories)
            {
                StorySheet.Write(html, board, story, body);
            }
        }
    }

    private static string Css()
    {
        using var reader = new StreamReader(typeof(BoardPage).Assembly.GetManifestResourceStream("board.css")!);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
