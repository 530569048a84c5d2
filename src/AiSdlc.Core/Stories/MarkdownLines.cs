using System;
using System.Collections.Generic;
using System.Text;

namespace AiSdlc.Stories;

/// <summary>A line of a body.</summary>
/// <param name="Start">Its first byte in the body.</param>
/// <param name="End">The byte after its line break.</param>
/// <param name="Text">Without the break, and without white space before it.</param>
internal readonly record struct MarkdownLine(int Start, int End, string Text);

/// <summary>The lines of a body that are not literal, and what is left open at its end.</summary>
internal sealed class MarkdownLines(ArraySegment<byte> body)
{
    private readonly LiteralBlock _literal = new();

    /// <summary>The line that ends the block which runs to the end of the body; empty where none does. To be asked after the lines.</summary>
    public string Closing => _literal.Closing;

    /// <summary>The lines, in their order.</summary>
    public IEnumerable<MarkdownLine> Read()
    {
        for (var start = 0; start < body.Count;)
        {
            var feed = Array.IndexOf(body.Array!, (byte)'\n', body.Offset + start, body.Count - start);
            var end = feed < 0 ? body.Count : feed - body.Offset + 1;
            var text = Encoding.UTF8.GetString(body.Array!, body.Offset + start, end - start).TrimEnd();
            if (!_literal.Covers(text))
            {
                yield return new MarkdownLine(start, end, text);
            }

            start = end;
        }
    }
}
