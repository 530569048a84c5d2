using System.Collections.Generic;
using System.Linq;
using AiSdlc.Frontmatter.Merging;
using AiSdlc.Stories;

namespace AiSdlc;

/// <summary>What became of the merge of a story.</summary>
public sealed class StoryMergeResult
{
    internal StoryMergeResult(string path, IReadOnlyList<MergeConflict> conflicts, int bodyConflicts)
    {
        Path = path;
        Conflicts = [.. conflicts.Select(conflict => new StoryMergeConflict(conflict))];
        BodyConflicts = bodyConflicts;
    }

    /// <summary>Id of the story, by its path.</summary>
    public string StoryId => StoryException.IdOf(Path);

    /// <summary>The story's file.</summary>
    public string Path { get; }

    /// <summary>Nothing is in doubt.</summary>
    public bool IsClean => Conflicts.Count == 0 && BodyConflicts == 0;

    /// <summary>It is in git's index as merged.</summary>
    public bool IsStaged { get; internal init; }

    /// <summary>Keys that both sides changed to different values.</summary>
    public IReadOnlyList<StoryMergeConflict> Conflicts { get; }

    /// <summary>How many places of the body stand between markers.</summary>
    public int BodyConflicts { get; }

    /// <summary>The merged file, where it was asked for as text; else null.</summary>
    public string? Text { get; internal init; }
}

/// <summary>A key that both sides changed to different values.</summary>
public sealed class StoryMergeConflict
{
    internal StoryMergeConflict(MergeConflict conflict)
    {
        Key = conflict.Key;
        Base = OrNull(conflict.Base);
        Ours = OrNull(conflict.Ours);
        Theirs = OrNull(conflict.Theirs);
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>What it was; null for a new key.</summary>
    public object? Base { get; }

    /// <summary>What it is now; null for a key that we removed.</summary>
    public object? Ours { get; }

    /// <summary>What it would be on the other side; null for a key that was removed there.</summary>
    public object? Theirs { get; }

    /// <summary>To be shown.</summary>
    public override string ToString() => VisibleText.Of($"{Key} (ours: {EditSummary.Show(Ours)}, theirs: {EditSummary.Show(Theirs)})");

    private static object? OrNull(object? value) => value == ValueMerge.Missing ? null : value;
}
