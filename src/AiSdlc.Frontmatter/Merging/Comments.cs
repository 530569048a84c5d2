using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>The comments of a block, so that none is lost where the text around it was written anew.</summary>
internal static class Comments
{
    /// <summary>The merged story, with each comment that a side added and that is not in it above the entry where it stood.</summary>
    public static StoryText Keep(StoryText merged, StoryText old, StoryText ours, StoryText theirs)
    {
        var (before, here, there) = (Of(old), Of(ours), Of(theirs));
        var found = Of(merged);
        var lost = here.Concat(there).GroupBy(comment => comment.Text, StringComparer.Ordinal).SelectMany(group =>
        {
            var (inOurs, inTheirs) = (Count(here, group.Key), Count(there, group.Key));
            var missing = SequenceMerge.Count(Count(before, group.Key), inOurs, inTheirs) - Count(found, group.Key);
            return (inOurs >= inTheirs ? here : there).Where(comment => comment.Text == group.Key).Take(Math.Max(0, missing));
        }).ToList();
        return lost.Count == 0 ? merged : Insert(merged, lost);
    }

    private static int Count(List<Piece> comments, string text) => comments.Count(comment => comment.Text == text);

    private static StoryText Insert(StoryText story, List<Piece> lost)
    {
        var newLine = BlockStyle.NewLineOf(story.Block) ?? "\n";
        var text = new StringBuilder();
        var pieces = BlockPieces.Of(story) ?? [new Piece(null, story.Block)]; // in brackets or with merged keys: all above
        foreach (var piece in pieces)
        {
            foreach (var (_, comment) in lost.Where(one => piece.Key != null && one.Key == piece.Key))
                text.Append(comment).Append(newLine);
            text.Append(piece.Text);
        }
        var above = lost.Where(one => !pieces.Exists(piece => piece.Key != null && piece.Key == one.Key)).Select(one => one.Text + newLine);
        return story.WithBlock(string.Concat(above) + text);
    }

    /// <summary>The comments, each with the key of the entry that it stands in, null for one between entries.</summary>
    public static List<Piece> Of(StoryText story)
    {
        var (text, comments, at) = (story.Block, new List<Piece>(), 0);
        void Look(int to, string? key)
        {
            for (; at < to; at++)
            {
                if (text[at] != '#' || (at > 0 && !char.IsWhiteSpace(text[at - 1])))
                    continue;
                var end = Lines.Break(text, at);
                comments.Add(new Piece(key, text.Substring(at, end - at).TrimEnd()));
                at = end;
            }
        }

        void Walk(Node node, string? key)
        {
            foreach (var entry in (node as CollectionNode)?.Entries ?? [])
            {
                Look(entry.Start, key);
                at = Math.Max(at, entry.KeyEnd);
                Walk(entry.Value, key ?? entry.Name);
            }
            if (node is not ScalarNode scalar)
                return;
            Look(scalar.ContentStart, key);
            if (scalar.IsBlock)
            {
                at = BlockScalar.HeaderEnd(text, scalar.ContentStart);
                Look(Lines.Break(text, at), key);
            }
            at = Math.Max(at, scalar.End);
        }

        if (story.Root is { } root)
            Walk(root, null);
        Look(text.Length, null);
        return comments;
    }
}
