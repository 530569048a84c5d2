using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>
/// Merges the text of three blocks: entries and the lines between them are put together as they stand on the side that changed them. Values that
/// neither side has are for the editor to write afterwards.
/// </summary>
internal static class BlockMerge
{
    /// <summary>The text of the block; null where the three are not made of pieces.</summary>
    public static string? Assemble(StoryText old, StoryText ours, StoryText theirs, OrderedDictionary merged)
    {
        if (BlockPieces.Of(old) is not { } oldPieces || BlockPieces.Of(ours) is not { } ourPieces || BlockPieces.Of(theirs) is not { } theirPieces)
            return null;
        var pieces = SequenceMerge.Merge(Tokens(oldPieces), Tokens(ourPieces), Tokens(theirPieces), Piece.IsBlank)
            .Select(one => one.Ours >= 0 ? ourPieces[one.Ours] : theirPieces[one.Theirs]).ToList();
        AddMissing(pieces, ourPieces, merged);
        AddMissing(pieces, theirPieces, merged);
        var (oldTexts, ourTexts, theirTexts) = (Texts(oldPieces), Texts(ourPieces), Texts(theirPieces));
        var (ourData, theirData) = (ours.ReadData(), theirs.ReadData());
        string Text(string key)
        {
            var (before, here, there) = (Get(oldTexts, key), Get(ourTexts, key), Get(theirTexts, key));
            var isList = merged[key] is List<object?> && here != before && there != before;
            return (isList ? ListText.Assemble(ListText.Of(old, key), ListText.Of(ours, key), ListText.Of(theirs, key), (List<object?>)merged[key]!) : null)
                ?? Choose(before, here, there, FrontmatterValue.Same(ourData[key], merged[key]), FrontmatterValue.Same(theirData[key], merged[key]));
        }
        return string.Concat(pieces.Where(piece => piece.Key == null || merged.Contains(piece.Key)).Select(piece => piece.Key is { } key ? Text(key) : piece.Text));
    }

    // The side that changed the text, if its value is the merged one; else ours, whose value the editor changes.
    private static string Choose(string? old, string? ours, string? theirs, bool isOurs, bool isTheirs) =>
        ours == null ? theirs!
        : theirs == null ? ours
        : isTheirs && (!isOurs || ours == old) ? theirs : ours;

    // Keys that one side removed and the other changed: they stay where they were.
    private static void AddMissing(List<Piece> pieces, List<Piece> side, OrderedDictionary merged)
    {
        for (var i = 0; i < side.Count; i++)
        {
            if (side[i].Key is not { } key || !merged.Contains(key) || pieces.Exists(piece => piece.Key == key))
                continue;
            var before = i - 1;
            while (before >= 0 && (side[before].Key is not { } other || !pieces.Exists(piece => piece.Key == other)))
                before--;
            var at = before < 0 ? -1 : pieces.FindIndex(piece => piece.Key == side[before].Key);
            pieces.Insert(at + 1, side[i]);
        }
    }

    private static List<string> Tokens(List<Piece> pieces) => pieces.ConvertAll(piece => piece.Token);

    private static Dictionary<string, string> Texts(List<Piece> pieces) => pieces.Where(piece => piece.Key != null).ToDictionary(piece => piece.Key!, piece => piece.Text);

    private static string? Get(Dictionary<string, string> texts, string key) => texts.TryGetValue(key, out var text) ? text : null;
}
