using System;
using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>Reads literal and folded scalars: a header such as <c>|2-</c>, and indented lines below it.</summary>
internal sealed class BlockScalar
{
    private readonly YamlCursor _cursor;
    private readonly StringBuilder _value = new();
    private readonly bool _isFolded;
    private char _chomping;
    private int _indent;
    private bool _isIndentKnown;
    private bool _hasContent;
    private bool _isMoreIndented;
    private int _blankLines;
    private int _end;

    private BlockScalar(YamlCursor cursor, int indent)
    {
        (_cursor, _indent) = (cursor, indent);
        _isFolded = cursor.Here == '>';
    }

    /// <summary>The scalar whose header starts here; afterwards the cursor is at what follows it.</summary>
    /// <param name="cursor">At the header.</param>
    /// <param name="indent">The text is indented so far at least.</param>
    public static ScalarNode Read(YamlCursor cursor, int indent)
    {
        var (start, scalar) = (cursor.At, new BlockScalar(cursor, indent));
        var value = scalar.Read();
        // Blank lines after the text are inside only where "+" keeps them.
        var end = scalar._chomping != '+' ? scalar._end : cursor.IsAtEnd ? cursor.Text.Length : cursor.LineStart;
        return new ScalarNode(start, end, scalar._isFolded ? ScalarStyle.Folded : ScalarStyle.Literal, value);
    }

    /// <summary>End of the header's indicators: of <c>|2-</c> in <c>|2- # note</c>.</summary>
    public static int HeaderEnd(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && text[end] is '+' or '-' or (>= '0' and <= '9'))
            end++;
        return end;
    }

    private string Read()
    {
        ReadHeader(HeaderEnd(_cursor.Text, _cursor.At));
        while (FindLine())
            ReadLine();
        if (_chomping == '+')
            _value.Append('\n', _hasContent ? 1 + _blankLines : _blankLines);
        else if (_chomping == '\0' && _hasContent)
            _value.Append('\n');
        return _value.ToString();
    }

    private void ReadHeader(int end)
    {
        for (_cursor.At++; _cursor.At < end; _cursor.At++)
        {
            var c = _cursor.Here;
            if (c is '+' or '-' && _chomping == '\0')
                _chomping = c;
            else if (c is >= '1' and <= '9' && !_isIndentKnown)
                (_indent, _isIndentKnown) = (_indent + c - '1', true);
            else
                throw _cursor.Fault("The header of a block scalar has an indicator twice, or a zero.");
        }
        _cursor.SkipSpaceInLine();
        if (_cursor.At > end && _cursor.Here == '#')
            _cursor.At = Lines.Break(_cursor.Text, _cursor.At);
        if (!YamlCursor.IsBreak(_cursor.Here) && !_cursor.IsAtEnd)
            throw _cursor.Fault("Only a comment may follow the header of a block scalar.");
        _end = _cursor.At;
    }

    // Goes to the next line of text, over blank ones. False at a line that is indented less.
    private bool FindLine()
    {
        while (!_cursor.IsAtEnd)
        {
            _cursor.SkipBreak();
            _cursor.SkipIndent(_isIndentKnown ? _indent : int.MaxValue);
            if (!_isIndentKnown)
                _indent = Math.Max(_indent, _cursor.Indent);
            if (!YamlCursor.IsBreak(_cursor.Here))
                return _cursor.Indent >= _indent && !_cursor.IsAtEnd;
            _blankLines++;
        }
        return false;
    }

    private void ReadLine()
    {
        Separate(YamlCursor.IsSpace(_cursor.Here));
        (_hasContent, _isIndentKnown, _blankLines) = (true, true, 0);
        _end = Lines.Break(_cursor.Text, _cursor.At);
        _value.Append(_cursor.Text, _cursor.At, _end - _cursor.At);
        _cursor.At = _end;
    }

    // Folding makes one line break between two lines a space; lines that start with white space are not folded.
    private void Separate(bool isMoreIndented)
    {
        if (!_isFolded || isMoreIndented || _isMoreIndented)
            _value.Append('\n', _hasContent ? 1 + _blankLines : _blankLines);
        else if (_blankLines > 0)
            _value.Append('\n', _blankLines);
        else if (_hasContent)
            _value.Append(' ');
        _isMoreIndented = isMoreIndented;
    }
}
