using System.Collections.Generic;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Frontmatter.Merging;

namespace AiSdlc.Board;

/// <summary>What a merge left in doubt in a story.</summary>
internal static class MergeChecks
{
    private const string Advice = "Resolve-StoryConflict takes one side's answer.";

    /// <summary>A finding for each key, and one for the body.</summary>
    public static IEnumerable<StoryFinding> Of(string file, StoryText text)
    {
        var open = OpenConflicts.Of(text);
        var place = text.Places().FirstOrDefault(place => place.Key == OpenConflicts.Key);
        foreach (var conflict in open.Keys)
        {
            yield return new(
                StoryFindingSeverity.Error, "merge-conflict", file, $"both sides of a merge changed {new StoryMergeConflict(conflict)}. {Advice}", place.Line, place.Column);
        }

        if (open.Places > 0)
        {
            yield return new(StoryFindingSeverity.Error, "merge-conflict", file, $"the body has {open.Places} place(s) between git's markers. {Advice}", text.BodyLine);
        }
    }
}
