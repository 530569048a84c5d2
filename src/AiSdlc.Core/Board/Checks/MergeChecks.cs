using System.Collections.Generic;
using System.Linq;
using AiSdlc.Frontmatter;
using AiSdlc.Frontmatter.Merging;

namespace AiSdlc.Board;

/// <summary>What a merge left in doubt in a story's frontmatter.</summary>
internal static class MergeChecks
{
    /// <summary>A finding for each key.</summary>
    public static IEnumerable<StoryFinding> Of(string file, StoryText text)
    {
        var place = text.Places().FirstOrDefault(place => place.Key == OpenConflicts.Key);
        return OpenConflicts.Of(text).Keys.Select(conflict => new StoryFinding(
            StoryFindingSeverity.Error, "merge-conflict", file, $"both sides of a merge changed {new StoryMergeConflict(conflict)}: Resolve-StoryConflict takes one of them.", place.Line, place.Column));
    }
}
