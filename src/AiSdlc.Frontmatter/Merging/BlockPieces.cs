using System.Collections.Generic;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>A part of a block, in whole lines: an entry with its key, or one line between entries.</summary>
internal sealed record Piece(string? Key, string Text)
{
    /// <summary>What it is known by in another version of the block.</summary>
    public string Token => Key != null ? "k" + Key : Text.Trim();

    /// <summary>Whether a token is that of a blank line.</summary>
    public static bool IsBlank(string token) => token.Length == 0;
}

/// <summary>A block as its pieces.</summary>
internal static class BlockPieces
{
    /// <summary>The pieces; null where entries do not have lines of their own, or stand for more than a key and its value.</summary>
    public static List<Piece>? Of(StoryText story)
    {
        var (text, pieces, at) = (story.Block, new List<Piece>(), 0);
        if (story.Root is { } root && (root.IsFlow || root.Start != root.ContentStart || !root.Entries.TrueForAll(entry => entry.Name != null && !entry.IsExplicit)))
            return null;
        foreach (var entry in story.Root?.Entries ?? [])
        {
            if (entry.Start > Lines.Start(text, entry.Start))
                return null;
            AddLines(pieces, text, at, entry.Start);
            at = BlockEditor.EndWithComments(text, entry, keepsComments: true);
            pieces.Add(new Piece(entry.Name, text.Substring(entry.Start, at - entry.Start)));
        }
        AddLines(pieces, text, at, text.Length);
        return pieces;
    }

    private static void AddLines(List<Piece> pieces, string text, int from, int to)
    {
        for (int line = from, next; line < to; line = next)
        {
            next = Lines.Next(text, line);
            pieces.Add(new Piece(null, text.Substring(line, next - line)));
        }
    }
}
