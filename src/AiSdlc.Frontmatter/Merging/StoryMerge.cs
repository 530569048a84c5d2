using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>
/// Merges three versions of a story, each a whole file. Pure. What neither side changed stays to the byte; what one side changed is as that side
/// has it; what both changed is merged by value (<see cref="ValueMerge"/>), and below the frontmatter by line (<see cref="TextMerge"/>).
/// <para>
/// A conflict is never a marker in the frontmatter: ours stays, and the key <c>merge_conflicts</c> says for each key in doubt what it was
/// and what theirs is, so that every reader can still read the file, and whoever looks sees both.
/// </para>
/// </summary>
/// <param name="File">The merged file.</param>
/// <param name="Conflicts">Keys that both sides changed to different values.</param>
/// <param name="BodyConflicts">How many places below the frontmatter stand between markers.</param>
internal sealed record StoryMerge(byte[] File, IReadOnlyList<MergeConflict> Conflicts, int BodyConflicts)
{
    /// <summary>Nothing is in doubt.</summary>
    public bool IsClean => Conflicts.Count == 0 && BodyConflicts == 0;

    /// <summary>Merges. The arrays are kept, not copied: they must not change.</summary>
    /// <param name="old">The common ancestor; null where there is none.</param>
    /// <param name="ours">One side.</param>
    /// <param name="theirs">The other.</param>
    /// <exception cref="FrontmatterFault">A side cannot be read.</exception>
    public static StoryMerge Of(byte[]? old, byte[] ours, byte[] theirs)
    {
        if (AreSame(ours, theirs) || AreSame(theirs, old))
            return new StoryMerge(ours, [], 0);
        if (AreSame(ours, old))
            return new StoryMerge(theirs, [], 0);
        (old, ours, theirs) = LineEnds.Alike(old, ours, theirs);
        var (before, here, there) = (TryParse(old), StoryText.Parse(ours), StoryText.Parse(theirs));
        var conflicts = new List<MergeConflict>();
        var front = Front(there).SequenceEqual(Front(before)) ? here
            : Front(here).SequenceEqual(Front(before)) ? there
            : MergeFront(before, here, there, conflicts);
        var (body, bodyConflicts) = BodyMerge.Merge(before == null ? null : [.. before.Body], [.. here.Body], [.. there.Body]);
        return new StoryMerge(front.WithBody(body).ToBytes(), conflicts, bodyConflicts);
    }

    private static StoryText MergeFront(StoryText? old, StoryText ours, StoryText theirs, List<MergeConflict> conflicts)
    {
        var before = old ?? StoryText.Parse([]);
        var merged = MergeData(old != null, before.ReadData(), ours.ReadData(), theirs.ReadData(), conflicts);
        if (!ours.HasBlock && !theirs.HasBlock)
            return ours;
        var frame = ours.HasBlock && !(theirs.HasBlock && ours.HasFrameOf(before)) ? ours : theirs;
        foreach (var start in new Func<StoryText?>[]
        {
            () => BlockMerge.Assemble(before, ours, theirs, merged) is { } text ? frame.WithBlock(text) : null,
            () => ours,
            () => theirs,
        })
        {
            if (Try(() => start()?.Rewrite(merged)) is { } written && Try(() => Comments.Keep(written, before, ours, theirs)) is { } kept && FrontmatterValue.Same(kept.ReadData(), merged))
                return kept;
        }
        return Comments.Keep(frame.WithBlock("").Rewrite(merged), before, ours, theirs); // all of it anew: aliases and merged keys are in the way
    }

    private static OrderedDictionary MergeData(bool hasBase, OrderedDictionary old, OrderedDictionary ours, OrderedDictionary theirs, List<MergeConflict> conflicts)
    {
        var preferOurs = new ValueMerge(hasBase, prefersTheirs: false);
        var merged = preferOurs.Merge(old, ours, theirs);
        if (preferOurs.Conflicts.Count == 0)
            return merged;
        var other = new ValueMerge(hasBase, prefersTheirs: true).Merge(old, ours, theirs);
        conflicts.AddRange(preferOurs.Conflicts.Distinct(StringComparer.Ordinal)
            .Select(key => new MergeConflict(key, ValueMerge.Value(old, key), ValueMerge.Value(merged, key), ValueMerge.Value(other, key))));
        OpenConflicts.Name(merged, conflicts);
        return merged;
    }

    private static StoryText? TryParse(byte[]? old) => old == null ? null : Try(() => StoryText.Parse(old));

    private static StoryText? Try(Func<StoryText?> work)
    {
        try
        {
            return work();
        }
        catch (FrontmatterFault)
        {
            return null; // there is another way, or for a base none: then it is as if there were no base
        }
    }

    private static byte[] Front(StoryText? story) => story == null ? [] : [.. story.ToBytes().Take(story.BodyOffset)];

    private static bool AreSame(byte[] one, byte[]? other) => other != null && one.SequenceEqual(other);
}
