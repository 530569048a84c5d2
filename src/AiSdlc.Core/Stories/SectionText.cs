using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using AiSdlc.Errors;

namespace AiSdlc.Stories;

/// <summary>
/// Adds to, replaces and reads a section of a body, by the rules of the Node tool (appendToSection, src/core/story/fields.ts) but for three: a heading
/// counts only as a whole line outside of code and comments, one of the first level ends a section too, and no other byte changes. There the first text
/// that looks like the heading counts, and the body is trimmed.
/// </summary>
internal static class SectionText
{
    /// <summary>The edit that puts text at the end of a section; one that is not there is made at the end of the body.</summary>
    public static BodyEdit Append(string heading, string content) =>
        new($"{BodySection.Mark}{heading}: + {content}", body => Put(body, heading, content, replaces: false));

    /// <summary>The edit that puts text in the place of a section's.</summary>
    public static BodyEdit Replace(string heading, string content) =>
        new($"{BodySection.Mark}{heading}: = {content}", body => Put(body, heading, content, replaces: true));

    /// <summary>The text of a section, without the blank lines around it.</summary>
    /// <exception cref="ContentFault">There is no such section.</exception>
    public static string Read(ArraySegment<byte> body, string heading)
    {
        var section = Find(body, heading);
        return Encoding.UTF8.GetString(body.Array!, body.Offset + section.Start, section.End - section.Start).Trim('\r', '\n').TrimEnd();
    }

    /// <summary>A section that has to be there.</summary>
    /// <exception cref="ContentFault">It is not.</exception>
    public static BodySection Find(ArraySegment<byte> body, string heading)
    {
        var sections = BodySection.Of(new MarkdownLines(body), body.Count);
        return BodySection.Find(sections, heading) ?? throw new ContentFault(
            $"there is no section '{heading}'; {(sections.Count == 0 ? "it has none." : $"it has {string.Join(", ", sections.Select(section => $"'{section.Heading}'"))}.")}");
    }

    /// <summary>The headings of all sections, in their order.</summary>
    public static IEnumerable<string> Headings(ArraySegment<byte> body) => BodySection.Of(new MarkdownLines(body), body.Count).Select(section => section.Heading);

    /// <summary>A line of a text that would end the section it is put into; null where there is none.</summary>
    public static string? HeadingIn(string content) =>
        new MarkdownLines(new ArraySegment<byte>(Encoding.UTF8.GetBytes(content))).Read()
            .Select(line => line.Text).FirstOrDefault(BodySection.IsHeading);

    /// <summary>
    /// A text as it goes below a heading: without that heading on top of it, and without blank lines around. Code or a comment that it leaves open is
    /// closed, or it would swallow what follows.
    /// </summary>
    public static string Fitted(string heading, string content)
    {
        var text = content.Replace("\r\n", "\n").TrimStart('\n').TrimEnd();
        var first = text.Split(['\n'], 2);
        if (BodySection.IsHeading(first[0].TrimEnd()) && string.Equals(BodySection.Name(first[0]), heading, StringComparison.OrdinalIgnoreCase))
        {
            text = first.Length > 1 ? first[1].TrimStart('\n') : string.Empty;
        }

        var literal = new LiteralBlock();
        foreach (var line in text.Split('\n'))
        {
            literal.Covers(line);
        }

        return literal.Closing.Length > 0 ? $"{text}\n{literal.Closing}" : text;
    }

    private static byte[] Put(ArraySegment<byte> body, string heading, string content, bool replaces)
    {
        var lines = new MarkdownLines(body);
        var section = BodySection.Find(BodySection.Of(lines, body.Count), heading);
        var end = section?.End ?? body.Count;
        var until = TrimmedEnd(body, end);
        var from = section is not null && replaces ? TrimmedEnd(body, section.Start) : until;
        var text = new StringBuilder();
        if (from == until && end == body.Count && lines.Closing.Length > 0)
        {
            text.Append('\n').Append(lines.Closing); // what is left open there would swallow the new text
        }

        if (from > 0)
        {
            text.Append("\n\n");
        }

        if (section is null)
        {
            text.Append(BodySection.Mark).Append(heading).Append("\n\n");
        }

        text.Append(Fitted(heading, content)).Append('\n', MissingBreaks(body, until, end));
        return [.. Slice(body, 0, from), .. Encoding.UTF8.GetBytes(text.Replace("\n", NewLineOf(body)).ToString()), .. Slice(body, until, body.Count)];
    }

    // A blank line before what follows; at the end of the file the break that was there, or one where nothing was.
    private static int MissingBreaks(ArraySegment<byte> body, int at, int end)
    {
        var breaks = 0;
        for (var i = at; i < end; i++)
        {
            breaks += body.Array![body.Offset + i] == '\n' ? 1 : 0;
        }

        return Math.Max(0, end < body.Count ? 2 - breaks : at == 0 ? 1 - breaks : 0);
    }

    private static int TrimmedEnd(ArraySegment<byte> body, int end)
    {
        while (end > 0 && body.Array![body.Offset + end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            end--;
        }

        return end;
    }

    /// <summary>The line break that a text uses.</summary>
    public static string NewLineOf(ArraySegment<byte> text)
    {
        var feed = Array.IndexOf(text.Array!, (byte)'\n', text.Offset, text.Count);
        return feed > text.Offset && text.Array![feed - 1] == '\r' ? "\r\n" : "\n";
    }

    private static byte[] Slice(ArraySegment<byte> body, int start, int end)
    {
        var slice = new byte[end - start];
        Array.Copy(body.Array!, body.Offset + start, slice, 0, slice.Length);
        return slice;
    }
}
