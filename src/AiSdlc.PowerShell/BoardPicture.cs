using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AiSdlc.Commands;

/// <summary>Draws a board: a column a status, or a list a status where the terminal is too narrow for columns.</summary>
/// <param name="width">Cells in a line.</param>
/// <param name="cells">Cells that a text takes.</param>
/// <param name="useColour">Whether to colour the headings.</param>
internal sealed class BoardPicture(int width, Func<string, int> cells, bool useColour)
{
    private const int NarrowestColumn = 18;
    private const string Gap = "  ";
    private static readonly Dictionary<string, int> Colours = new(StringComparer.Ordinal)
    {
        ["backlog"] = 37,
        ["ready"] = 36,
        ["in-progress"] = 33,
        ["done"] = 32,
        ["blocked"] = 31,
    };

    /// <summary>The lines of the picture.</summary>
    public IEnumerable<string> Draw(IReadOnlyCollection<Story> stories)
    {
        var columns = BoardColumns.Of(stories);
        var columnWidth = (width - Gap.Length * (columns.Count - 1)) / columns.Count;
        return columnWidth >= NarrowestColumn ? SideBySide(columns, columnWidth) : OneBelowAnother(columns);
    }

    private IEnumerable<string> SideBySide(List<(string Status, List<Story> Stories)> columns, int columnWidth)
    {
        yield return Row(columns.Select(column => Coloured(column.Status, Fit(Heading(column.Status, column.Stories.Count), columnWidth))));
        yield return Row(columns.Select(column => Coloured(column.Status, new string('─', columnWidth))));
        for (var row = 0; row < columns.Max(column => column.Stories.Count); row++)
        {
            yield return Row(columns.Select(column => Fit(row < column.Stories.Count ? Card(column.Stories[row]) : string.Empty, columnWidth)));
        }
    }

    private IEnumerable<string> OneBelowAnother(List<(string Status, List<Story> Stories)> columns)
    {
        foreach (var (status, stories) in columns)
        {
            yield return Coloured(status, Fit(Heading(status, stories.Count), width)).TrimEnd();
            foreach (var story in stories)
            {
                yield return Fit("  " + Card(story), width).TrimEnd();
            }
        }
    }

    private static string Row(IEnumerable<string> texts) => string.Join(Gap, texts).TrimEnd();

    private static string Heading(string status, int count) =>
        string.Format(CultureInfo.InvariantCulture, "{0} ({1})", BoardColumns.Name(status), count);

    private static string Card(Story story) => VisibleText.Of($"{story.Id} {story.Title}");

    private string Coloured(string status, string text) =>
        useColour && Colours.TryGetValue(status, out var colour) ? $"\u001B[{colour}m{text}\u001B[0m" : text;

    // Cut or padded to so many cells; a wide character is never cut in half.
    private string Fit(string text, int room)
    {
        var size = cells(text);
        return size > room ? Cut(text, room) : text + new string(' ', room - size);
    }

    private string Cut(string text, int room)
    {
        var cut = new StringBuilder();
        var used = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var size = cells(elements.GetTextElement());
            if (used + size > room - 1)
            {
                break;
            }

            cut.Append(elements.GetTextElement());
            used += size;
        }

        return cut.Append('…').Append(' ', room - used - 1).ToString();
    }
}
