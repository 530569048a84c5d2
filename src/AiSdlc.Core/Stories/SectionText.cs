using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AiSdlc.Stories;

/// <summary>
/// Adds to a section of a body, by the rules of the Node tool (appendToSection, src/core/story/fields.ts) but for two: a heading
/// counts only as a whole line outside of code, and no other byte changes. There the first text that looks like the heading
/// counts, and the body is trimmed.
/// </summary>
internal static class SectionText
{
    private const string Mark = "## ";

    /// <summary>The body with the entry as the last thing of its section; a section that is not there is made at the end.</summary>
    public static byte[] Append(ArraySegment<byte> body, SectionEntry entry)
    {
        var newLine = NewLineOf(body);
        var (isThere, end) = Find(body, entry.Heading.Trim());
        var at = TrimmedEnd(body, end);
        var text = new StringBuilder();
        if (at > 0)
        {
            text.Append("\n\n");
        }

        if (!isThere)
        {
            text.Append(Mark).Append(entry.Heading.Trim()).Append("\n\n");
        }

        text.Append(entry.Content.Replace("\r\n", "\n").TrimEnd());
        text.Append('\n', MissingBreaks(body, at, end));
        return [.. Slice(body, 0, at), .. Encoding.UTF8.GetBytes(text.Replace("\n", newLine).ToString()), .. Slice(body, at, body.Count)];
    }

    /// <summary>The headings of all sections, in their order.</summary>
    public static IEnumerable<string> Headings(ArraySegment<byte> body) => Sections(body).Select(section => section.Heading);

    // Where the section ends, or the body where it is not there.
    private static (bool IsThere, int End) Find(ArraySegment<byte> body, string heading)
    {
        var fromHere = Sections(body).SkipWhile(section => !string.Equals(section.Heading, heading, StringComparison.Ordinal)).ToList();
        return (fromHere.Count > 0, fromHere.Count > 1 ? fromHere[1].Start : body.Count);
    }

    private static IEnumerable<(string Heading, int Start)> Sections(ArraySegment<byte> body)
    {
        var code = new CodeFence();
        foreach (var (start, end) in Lines(body))
        {
            if (!MayMatter(body.Array![body.Offset + start]))
            {
                continue;
            }

            var line = Encoding.UTF8.GetString(body.Array, body.Offset + start, end - start);
            if (!code.Covers(line) && line.StartsWith(Mark, StringComparison.Ordinal))
            {
                yield return (line.Substring(Mark.Length).Trim(), start);
            }
        }
    }

    // The first byte of a heading or of a fence: no other line need be decoded.
    private static bool MayMatter(byte first) => first is (byte)'#' or (byte)'`' or (byte)'~' or (byte)' ';

    private static IEnumerable<(int Start, int End)> Lines(ArraySegment<byte> body)
    {
        for (var start = 0; start < body.Count;)
        {
            var feed = Array.IndexOf(body.Array!, (byte)'\n', body.Offset + start, body.Count - start);
            var end = feed < 0 ? body.Count : feed - body.Offset + 1;
            yield return (start, end);
            start = end;
        }
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

    private static string NewLineOf(ArraySegment<byte> body)
    {
        var feed = Array.IndexOf(body.Array!, (byte)'\n', body.Offset, body.Count);
        return feed > body.Offset && body.Array![feed - 1] == '\r' ? "\r\n" : "\n";
    }

    private static byte[] Slice(ArraySegment<byte> body, int start, int end)
    {
        var slice = new byte[end - start];
        Array.Copy(body.Array!, body.Offset + start, slice, 0, slice.Length);
        return slice;
    }
}
