using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Commands.Page;

/// <summary>A chart of horizontal bars as SVG, and the same numbers as a table.</summary>
internal static class BarChart
{
    private const int Width = 480; // units of the drawing, which takes the width that there is
    private const int Labels = 110;
    private const int Values = 60;
    private const int Row = 24;

    /// <summary>What is drawn.</summary>
    /// <param name="Name">Unique in the page.</param>
    /// <param name="Title">The heading.</param>
    /// <param name="LabelName">What the labels are.</param>
    /// <param name="ValueName">What the values are.</param>
    /// <param name="Bars">Label, length, and the length in words.</param>
    /// <param name="Nothing">What is said where there are no bars.</param>
    public sealed record Data(string Name, string Title, string LabelName, string ValueName, IReadOnlyList<(string Label, double Length, string Words)> Bars, string Nothing);

    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, Data chart)
    {
        using (html.In("figure", ("aria-labelledby", "chart." + chart.Name)))
        {
            html.Line("figcaption", chart.Title, ("id", "chart." + chart.Name));
            if (chart.Bars.Count == 0)
            {
                html.Line("p", chart.Nothing);
                return;
            }

            WriteDrawing(html, chart.Bars);
            using (html.In("details"))
            {
                html.Line("summary", "As a table");
                WriteTable(html, chart);
            }
        }
    }

    // The table says it all, so that a screen reader need not hear of the drawing.
    private static void WriteDrawing(HtmlWriter html, IReadOnlyList<(string Label, double Length, string Words)> bars)
    {
        var longest = Math.Max(bars.Max(bar => bar.Length), double.Epsilon);
        using (html.In("svg", ("viewBox", PageData.Number("0 0 480 {0}", bars.Count * Row)), ("aria-hidden", "true")))
        {
            for (var i = 0; i < bars.Count; i++)
            {
                var length = (int)(bars[i].Length / longest * (Width - Labels - Values));
                var (top, middle) = (Number((i * Row) + 4), Number((i * Row) + 16));
                html.Line("text", bars[i].Label, ("x", Number(Labels - 8)), ("y", middle), ("text-anchor", "end"));
                html.Line("rect", null, ("x", Number(Labels)), ("y", top), ("width", Number(Math.Max(length, 1))), ("height", Number(Row - 8)), ("rx", "2"));
                html.Line("text", bars[i].Words, ("x", Number(Labels + length + 6)), ("y", middle));
            }
        }
    }

    private static void WriteTable(HtmlWriter html, Data chart)
    {
        using (html.In("table"))
        {
            using (html.In("tr"))
            {
                html.Span("th", chart.LabelName, ("scope", "col"));
                html.Span("th", chart.ValueName, ("scope", "col"));
            }

            foreach (var (label, _, words) in chart.Bars)
            {
                using (html.In("tr"))
                {
                    html.Span("th", label, ("scope", "row"));
                    html.Span("td", words);
                }
            }
        }
    }

    private static string Number(int number) => PageData.Number("{0}", number);
}
