using System.Collections.Generic;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace AiSdlc.Frontmatter;

/// <summary>
/// YamlDotNet's scanner, with a record of where each token stood. The parser's events leave out colons and dashes, and
/// their marks are not exact for flow and block ends; the tokens' marks are.
/// </summary>
internal sealed class Tokens(string text) : IScanner
{
    private readonly Scanner _scanner = new(new StringReader(text), skipComments: true);
    private readonly List<Token> _seen = [];

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
            if (_seen[i] is not (Anchor or Tag))
                return (end, (int)_seen[i].Start.Index);
            end = (int)_seen[i].End.Index;
        }
        return (end, end);
    }

    /// <summary>Whether the key at <paramref name="start"/> stands after a question mark.</summary>
    public bool IsExplicitKey(int start)
    {
        var i = IndexAtOrAfter(start) - 1;
        return i >= 0 && _seen[i] is Key && _seen[i].Start.Index < start;
    }

    /// <summary>Start of the first dash at or after an offset.</summary>
    public int FindDash(int from)
    {
        var i = IndexAtOrAfter(from);
        while (_seen[i] is not BlockEntry)
            i++;
        return (int)_seen[i].Start.Index;
    }

    private bool Record(bool moved)
    {
        var token = moved ? _scanner.Current : null;
        if (token != null && (_seen.Count == 0 || !ReferenceEquals(_seen[_seen.Count - 1], token)))
            _seen.Add(token);
        return moved;
    }

    private int IndexAtOrAfter(int offset)
    {
        int low = 0, high = _seen.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_seen[middle].Start.Index < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
