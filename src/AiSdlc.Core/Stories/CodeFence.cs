using System;

namespace AiSdlc.Stories;

/// <summary>Whether a line of Markdown is code: between fences of backticks or tildes (CommonMark 0.31, section 4.5).</summary>
internal sealed class CodeFence
{
    private const int Shortest = 3;
    private string _open = string.Empty;

    /// <summary>True for a fence and for what is between two; lines are to be asked about in order.</summary>
    public bool Covers(string line)
    {
        var fence = FenceOf(line);
        if (_open.Length == 0)
        {
            _open = fence;
            return fence.Length > 0;
        }

        if (fence.StartsWith(_open, StringComparison.Ordinal) && line.Trim().Length == fence.Length)
        {
            _open = string.Empty;
        }

        return true;
    }

    private static string FenceOf(string line)
    {
        var text = line.TrimStart(' ');
        if (line.Length - text.Length > 3 || text.Length == 0 || text[0] is not ('`' or '~'))
        {
            return string.Empty;
        }

        var length = text.Length - text.TrimStart(text[0]).Length;
        var isInline = text[0] == '`' && text.IndexOf('`', length) >= 0;
        return length < Shortest || isInline ? string.Empty : text.Substring(0, length);
    }
}
