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
    private const int HeadingLines = 2;
    private const string Gap = "  ";
    private const string Indent = "  ";
    private const string Dim = "2";
    private const char FirstCombining = '\u0300'; // before it, a character takes one cell
    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal)
    {
        ["backlog"] = "37",
        ["ready"] = "36",
        ["in-progress"] = "33",
        ["done"] = "32",
        ["blocked"] = "31",
    };

    /// <summary>Lines at most; stories that have no room are counted.</summary>
    public int Height { get; init; } = int.MaxValue;

    /// <summary>What stands at the end of a story's line; nothing for null.</summary>
    public Func<Story, string?> AtEnd { get; init; } = _ => null;

    /// <summary>What stands on a line of its own below a story; no line for null.</summary>
    public Func<Story, string?> Below { get; init; } = _ => null;

    /// <summary>The lines of the picture.</summary>
    public IEnumerable<string> Draw(IReadOnlyCollection<Story> stories)
    {
        var columns = BoardColumns.Of(stories);
        var columnWidth = (width - Gap.Length * (columns.Count - 1)) / columns.Count;
        return (columnWidth >= NarrowestColumn ? SideBySide(columns, columnWidth) : OneBelowAnother(columns)).Take(Height);
    }

    /// <summary>A text cut to one line of the picture.</summary>
    public string Line(string text) => Fit(text, width).TrimEnd();

    private IEnumerable<string> SideBySide(List<(string Status, List<Story> Stories)> columns, int columnWidth)
    {
        yield return Row(columns.Select(column => Coloured(column.Status, Fit(Heading(column.Status, column.Stories.Count), columnWidth))));
        yield return Row(columns.Select(column => Coloured(column.Status, new string('─', columnWidth))));
        var cards = columns.Select(column => Cards(column.Stories, columnWidth, Height - HeadingLines)).ToList();
        for (var row = 0; row < cards.Max(lines => lines.Count); row++)
        {
            yield return Row(cards.Select(lines => row < lines.Count ? lines[row] : new string(' ', columnWidth)));
        }
    }

    private IEnumerable<string> OneBelowAnother(List<(string Status, List<Story> Stories)> columns)
    {
        var most = Share([.. columns.Select(column => column.Stories.Sum(LinesOf))]);
        foreach (var (status, stories) in columns)
        {
            yield return Coloured(status, Fit(Heading(status, stories.Count), width)).TrimEnd();
            foreach (var line in Cards(stories, width - Indent.Length, most))
            {
                yield return (Indent + line).TrimEnd();
            }
        }
    }

    // As many lines for each status as there is room for with all headings.
    private int Share(IReadOnlyCollection<int> sizes)
    {
        var most = Height;
        while (most > 1 && sizes.Sum(size => (long)Math.Min(size, most)) + sizes.Count > Height)
        {
            most--;
        }

        return most;
    }

    private int LinesOf(Story story) => Below(story) is null ? 1 : 2;

    private List<string> Cards(List<Story> stories, int room, int most)
    {
        var lines = new List<string>();
        for (var i = 0; i < stories.Count; i++)
        {
            if (lines.Count + LinesOf(stories[i]) + (i < stories.Count - 1 ? 1 : 0) > most)
            {
                lines.Add(Fit(string.Format(CultureInfo.InvariantCulture, "… {0} more", stories.Count - i), room));
                break;
            }

            lines.AddRange(Card(stories[i], room));
        }

        return lines;
    }

    private IEnumerable<string> Card(Story story, int room)
    {
        var end = AtEnd(story) is { } text ? " " + text : string.Empty;
        yield return Fit(VisibleText.Of($"{story.Id} {story.Title}"), room - end.Length) + Painted(Dim, end);
        if (Below(story) is { } below)
        {
            yield return Painted(Dim, Fit(Indent + VisibleText.Of(below), room));
        }
    }

    private static string Row(IEnumerable<string> texts) => string.Join(Gap, texts).TrimEnd();

    private static string Heading(string status, int count) =>
        string.Format(CultureInfo.InvariantCulture, "{0} ({1})", BoardColumns.Name(status), count);

    private string Coloured(string status, string text) => Colours.TryGetValue(status, out var colour) ? Painted(colour, text) : text;

    private string Painted(string colour, string text) => useColour ? $"\u001B[{colour}m{text}\u001B[0m" : text;

    // Cut or padded to so many cells; a wide character is never cut in half.
    private string Fit(string text, int room)
    {
        var size = Size(text);
        return size > room ? Cut(text, room) : text + new string(' ', room - size);
    }

    private string Cut(string text, int room)
    {
        var cut = new StringBuilder();
        var used = 0;
        foreach (var element in Elements(text))
        {
            var size = ElementSize(element);
            if (used + size > room - 1)
            {
                break;
            }

            cut.Append(element);
            used += size;
        }

        return cut.Append('…').Append(' ', room - used - 1).ToString();
    }

    private int Size(string text) => text.All(c => c < FirstCombining) ? text.Length : Elements(text).Sum(ElementSize);

    // What follows the first character of an element stands in the same place.
    private int ElementSize(string element) => cells(element.Substring(0, char.IsHighSurrogate(element[0]) && element.Length > 1 ? 2 : 1));

    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            yield return elements.GetTextElement();
        }
    }
}
