using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>Reads scalars that are no blocks: plain, and in quotes. Lines of them are folded.</summary>
internal static class FlowScalar
{
    /// <summary>A scalar without quotes; null where none starts.</summary>
    /// <param name="cursor">Where it would start; afterwards at its end.</param>
    /// <param name="indent">Lines that continue it are indented so far at least.</param>
    /// <param name="isInside">It stands in brackets.</param>
    public static ScalarNode? ReadPlain(YamlCursor cursor, int indent, bool isInside)
    {
        if (!StartsPlain(cursor, isInside))
            return null;
        var (start, end) = (cursor.At, cursor.At);
        var segment = start;
        StringBuilder? lines = null;
        while (!cursor.IsAtEnd && !EndsPlain(cursor, isInside))
        {
            if (!YamlCursor.IsBreak(cursor.Here))
            {
                if (!YamlCursor.IsSpace(cursor.Here))
                    end = cursor.At + 1;
                cursor.At++;
                continue;
            }
            var place = cursor.Place;
            var breaks = cursor.SkipSpace(comments: false);
            if (cursor.Indent < indent || cursor.IsAtEnd || EndsPlain(cursor, isInside))
            {
                cursor.Return(place);
                break;
            }
            (lines ??= new StringBuilder()).Append(cursor.Text, segment, end - segment);
            Fold(lines, breaks);
            segment = end = cursor.At;
        }
        if (end == start)
            return null;
        cursor.At = end;
        var text = cursor.Text.Substring(segment, end - segment);
        return new ScalarNode(start, end, ScalarStyle.Plain, lines?.Append(text).ToString() ?? text);
    }

    /// <summary>A scalar in quotes, which starts here.</summary>
    public static ScalarNode ReadQuoted(YamlCursor cursor)
    {
        var (start, quote) = (cursor.At++, cursor.Text[cursor.At - 1]);
        var segment = cursor.At;
        StringBuilder? parts = null;
        while (true)
        {
            var c = cursor.Here;
            if (cursor.IsAtEnd || cursor.IsDocumentEnd)
                throw cursor.Fault(start, "yaml-syntax", "The quote that starts here does not end.");
            if (c == quote && (c == '"' || cursor.Next != '\''))
                break;
            if (!YamlCursor.IsBreak(c) && c != quote && !(c == '\\' && quote == '"'))
            {
                cursor.At++;
                continue;
            }
            (parts ??= new StringBuilder()).Append(cursor.Text, segment, cursor.At - segment);
            if (YamlCursor.IsBreak(c))
            {
                Fold(parts, cursor.SkipSpace(comments: false));
            }
            else if (c == '\\')
            {
                ReadEscape(cursor, parts, start);
            }
            else
            {
                parts.Append(quote); // '' stands for one
                cursor.At += 2;
            }
            segment = cursor.At;
        }
        var text = cursor.Text.Substring(segment, cursor.At - segment);
        var value = parts?.Append(text).ToString() ?? text;
        if (parts != null && ScalarValue.LoneSurrogate(value) >= 0)
            throw cursor.Fault(start, "yaml-syntax", "The quoted text holds half of a surrogate pair.");
        cursor.At++;
        return new ScalarNode(start, cursor.At, quote == '"' ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted, value);
    }

    private static bool StartsPlain(YamlCursor cursor, bool isInside) => cursor.Here switch
    {
        '\0' or ' ' or '\t' or '\r' or '\n' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        '?' or '-' => !(YamlCursor.IsSpaceOrEnd(cursor.Next) || (isInside && YamlCursor.IsBracketOrComma(cursor.Next))),
        _ => true,
    };

    private static bool EndsPlain(YamlCursor cursor, bool isInside) => cursor.Here switch
    {
        ':' => YamlCursor.IsSpaceOrEnd(cursor.Next) || (isInside && YamlCursor.IsBracketOrComma(cursor.Next)),
        '#' => YamlCursor.IsSpaceOrEnd(cursor.Text[cursor.At - 1]),
        ',' or '[' or ']' or '{' or '}' => isInside,
        '.' => cursor.IsDocumentEnd,
        _ => false,
    };

    // One line break is a space, each further one a line break.
    private static void Fold(StringBuilder text, int breaks)
    {
        if (breaks == 1)
            text.Append(' ');
        else
            text.Append('\n', breaks - 1);
    }

    private static void ReadEscape(YamlCursor cursor, StringBuilder text, int start)
    {
        var c = cursor.Next;
        cursor.At += 2;
        if (YamlCursor.IsBreak(c))
        {
            cursor.At--;
            cursor.SkipSpace(comments: false);
        }
        else if (Simple(c) is { } escaped)
        {
            text.Append(escaped);
        }
        else
        {
            text.Append(ReadCode(cursor, c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 }, start));
        }
    }

    private static string? Simple(char c) => c switch
    {
        '0' => "\0",
        'a' => "\a",
        'b' => "\b",
        't' or '\t' => "\t",
        'n' => "\n",
        'v' => "\v",
        'f' => "\f",
        'r' => "\r",
        'e' => "\u001B",
        ' ' or '"' or '/' or '\\' => c.ToString(),
        'N' => "\u0085",
        '_' => "\u00A0",
        'L' => "\u2028",
        'P' => "\u2029",
        _ => null,
    };

    private static string ReadCode(YamlCursor cursor, int digits, int start)
    {
        var code = 0L;
        for (var i = 0; i < digits; i++, cursor.At++)
            code = (code * 16) + (System.Uri.IsHexDigit(cursor.Here) ? System.Uri.FromHex(cursor.Here) : throw Unknown(cursor, start));
        return code switch
        {
            _ when digits == 0 => throw Unknown(cursor, start),
            <= 0xFFFF => ((char)code).ToString(),
            <= 0x10FFFF => char.ConvertFromUtf32((int)code),
            _ => throw Unknown(cursor, start),
        };
    }

    private static FrontmatterFault Unknown(YamlCursor cursor, int start) =>
        cursor.Fault(start, "yaml-syntax", "The quoted text holds a backslash that starts no escape sequence.");
}
