using System;

namespace AiSdlc.Stories;

/// <summary>
/// Whether a line of Markdown is literal, so that what it says is no heading and no task: code between fences of backticks or tildes, or an HTML
/// comment (CommonMark 0.31, sections 4.5 and 4.6).
/// </summary>
internal sealed class LiteralBlock
{
    private const int Shortest = 3;
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";

    /// <summary>The line that would end the block which is open; empty where none is.</summary>
    public string Closing { get; private set; } = string.Empty;

    /// <summary>True for the lines of a block, its first and last included. Ask about the lines in their order.</summary>
    public bool Covers(string line)
    {
        if (Closing.Length > 0)
        {
            Closing = IsLast(line) ? string.Empty : Closing;
            return true;
        }

        var text = line.TrimStart(' ');
        if (line.Length - text.Length > 3)
        {
            return false; // code, by its indentation
        }

        var isComment = text.StartsWith(CommentStart, StringComparison.Ordinal);
        Closing = !isComment ? FenceOf(text) : IsCommentEnd(line) ? string.Empty : CommentEnd;
        return isComment || Closing.Length > 0;
    }

    private bool IsLast(string line)
    {
        if (Closing == CommentEnd)
        {
            return IsCommentEnd(line);
        }

        var text = line.TrimStart(' ');
        return line.Length - text.Length <= 3 && FenceOf(text) is var fence
            && fence.StartsWith(Closing, StringComparison.Ordinal) && text.TrimEnd().Length == fence.Length;
    }

    private static bool IsCommentEnd(string line) => line.Contains(CommentEnd);

    private static string FenceOf(string text)
    {
        if (text.Length == 0 || text[0] is not ('`' or '~'))
        {
            return string.Empty;
        }

        var length = text.Length - text.TrimStart(text[0]).Length;
        var isInline = text[0] == '`' && text.IndexOf('`', length) >= 0;
        return length < Shortest || isInline ? string.Empty : text.Substring(0, length);
    }
}
