using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace AiSdlc.Stories;

/// <summary>A section of a body: from a line <c>## Heading</c> to the next heading of its level or the one above.</summary>
/// <param name="Heading">The heading's text.</param>
/// <param name="Start">Where the text below the heading's line starts.</param>
/// <param name="End">Where the next heading starts, or the body ends.</param>
internal sealed record BodySection(string Heading, int Start, int End)
{
    /// <summary>The mark of a section's heading.</summary>
    public const string Mark = "## ";

    // CommonMark 0.31, section 4.2; a heading of the third level or deeper ends nothing.
    private static readonly Regex Pattern = new("^ {0,3}(#{1,2})(?:[ \t]+(.*?))?(?:[ \t]+#+)?$", RegexOptions.CultureInvariant);

    /// <summary>All sections, in their order.</summary>
    public static List<BodySection> Of(MarkdownLines lines, int end)
    {
        var sections = new List<BodySection>();
        foreach (var line in lines.Read())
        {
            if (Pattern.Match(line.Text) is not { Success: true } heading)
            {
                continue;
            }

            if (sections.Count > 0 && sections[^1].End == end)
            {
                sections[^1] = sections[^1] with { End = line.Start };
            }

            if (heading.Groups[1].Length == Mark.TrimEnd().Length)
            {
                sections.Add(new BodySection(heading.Groups[2].Value, line.End, end));
            }
        }

        return sections;
    }

    /// <summary>The first with a heading; one that differs by case where no other has it. Null where there is none.</summary>
    public static BodySection? Find(IReadOnlyCollection<BodySection> sections, string heading) =>
        sections.FirstOrDefault(section => section.Heading == heading)
        ?? sections.FirstOrDefault(section => string.Equals(section.Heading, heading, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a line is a heading that ends a section.</summary>
    public static bool IsHeading(string line) => Pattern.IsMatch(line);

    /// <summary>A section's name as somebody may write it, with the mark or without.</summary>
    public static string Name(string heading) =>
        Pattern.Match(heading.Trim()) is { Success: true } match && match.Groups[1].Length > 1 ? match.Groups[2].Value : heading.Trim();
}
