using System.Collections.Generic;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace AiSdlc.Frontmatter;

/// <summary>
/// YamlDotNet's scanner, with a record of where each token stood. The parser's events leave out colons and dashes, and
/// their marks are not exact for flow and block ends; the tokens' marks are.
/// </summary>
internal sealed class RecordingScanner(string text) : IScanner
{
    private readonly Scanner _scanner = new(new StringReader(text), skipComments: true);
    private readonly List<Seen> _seen = [];
    private Token? _last;

    private enum Kind
    {
        Other,
        Property,
        Key,
        Dash,
    }

    public Mark CurrentPosition => _scanner.CurrentPosition;

    public Token? Current => _scanner.Current;

    public bool MoveNext() => Record(_scanner.MoveNext());

    public bool MoveNextWithoutConsuming() => Record(_scanner.MoveNextWithoutConsuming());

    public void ConsumeCurrent() => _scanner.ConsumeCurrent();

    /// <summary>Where anchor and tag at <paramref name="start"/> end, and where what follows them starts.</summary>
    public (int PropertiesEnd, int Next) SkipProperties(int start)
    {
        var end = start;
        for (var i = IndexAtOrAfter(start); i < _seen.Count; i++)
        {
            if (_seen[i].Kind != Kind.Property)
                return (end, _seen[i].Start);
            end = _seen[i].End;
        }
        return (end, end);
    }

    /// <summary>Whether the key at <paramref name="start"/> stands after a question mark.</summary>
    public bool IsExplicitKey(int start)
    {
        var i = IndexAtOrAfter(start) - 1;
        return i >= 0 && _seen[i].Kind == Kind.Key && _seen[i].Start < start;
    }

    /// <summary>Start of the first dash at or after an offset.</summary>
    public int FindDash(int from)
    {
        var i = IndexAtOrAfter(from);
        while (_seen[i].Kind != Kind.Dash)
            i++;
        return _seen[i].Start;
    }

    private bool Record(bool moved)
    {
        var token = moved ? _scanner.Current : null;
        if (token != null && !ReferenceEquals(token, _last))
            _seen.Add(new Seen(KindOf(token), (int)token.Start.Index, (int)token.End.Index));
        _last = token ?? _last;
        return moved;
    }

    private static Kind KindOf(Token token) => token switch
    {
        Anchor or Tag => Kind.Property,
        Key => Kind.Key,
        BlockEntry => Kind.Dash,
        _ => Kind.Other,
    };

    private int IndexAtOrAfter(int offset)
    {
        int low = 0, high = _seen.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_seen[middle].Start < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    // Not the tokens themselves: 64 KiB of short items would keep megabytes of them alive.
    private readonly record struct Seen(Kind Kind, int Start, int End);
}
