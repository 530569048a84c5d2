using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using AiSdlc.Frontmatter;
using AiSdlc.Frontmatter.Merging;

namespace AiSdlc.Git;

/// <summary>Which answers somebody gives to what a merge left in doubt.</summary>
/// <param name="Theirs">Those of the other side, or ours; null for none yet.</param>
/// <param name="IsMeant">Whether a key is meant.</param>
/// <param name="IsBodyMeant">Whether the body is.</param>
/// <param name="Force">A file that was edited since is merged anew all the same.</param>
internal sealed record ConflictAnswer(bool? Theirs, Func<string, bool> IsMeant, bool IsBodyMeant, bool Force);

/// <summary>What to make of the file in the work tree, given the three in the index. Pure.</summary>
internal static class StageMerge
{
    private static readonly Encoding Latin1 = Encoding.GetEncoding(28591); // a character a byte

    /// <summary>The file as it shall be, as text with the line ends of the file that is there.</summary>
    /// <param name="story">Its path, for errors.</param>
    /// <param name="file">The file that is there.</param>
    /// <param name="stages">Base, ours and theirs, each null where there is none; null where it is merged already.</param>
    /// <param name="answer">What somebody says to its questions.</param>
    /// <exception cref="StoryMergeConflictException">Nobody but its people can merge it.</exception>
    /// <exception cref="FrontmatterFault">A side cannot be read.</exception>
    public static StoryText Of(string story, byte[] file, IReadOnlyList<byte[]?>? stages, ConflictAnswer answer)
    {
        if (stages is [null, { } one, { } other] && !SameStory.Is(one, other))
        {
            throw StoryMergeConflictException.TwoStories(story);
        }

        var merged = stages is null || IsOpen(file) ? StoryText.Parse(file) : StoryText.Parse(Merge(story, file, stages, answer.Force));
        return answer.Theirs is { } theirs ? OpenConflicts.Settle(merged, theirs, answer.IsMeant, answer.IsBodyMeant) : merged;
    }

    private static byte[] Merge(string story, byte[] file, IReadOnlyList<byte[]?> stages, bool force)
    {
        if (stages[1] is not { } ours || stages[2] is not { } theirs)
        {
            throw stages[0] is null ? StoryMergeConflictException.NamedTwice(story, isOurs: stages[1] is not null) : StoryMergeConflictException.Deleted(story);
        }

        var merged = StoryMerge.Of(stages[0], ours, theirs).File;
        return force || IsGits(file, stages) || LinesOf(file).SequenceEqual(LinesOf(merged))
            ? LineEnds.To(LineEnds.AreWindows(file), merged)
            : throw StoryMergeConflictException.Edited(story);
    }

    // A merge of ours left it, and somebody may have answered a part of it.
    private static bool IsOpen(byte[] file)
    {
        try
        {
            return OpenConflicts.Of(StoryText.Parse(file)).Keys.Count > 0;
        }
        catch (FrontmatterFault)
        {
            return false;
        }
    }

    // One of the sides, or lines of all three between markers.
    private static bool IsGits(byte[] file, IReadOnlyList<byte[]?> stages)
    {
        var known = stages.Select(stage => LinesOf(stage ?? [])).ToList();
        var lines = LinesOf(file);
        return lines.SequenceEqual(known[1]) || lines.SequenceEqual(known[2])
            || (lines.Exists(Markers.IsOne) && lines.TrueForAll(new HashSet<string>(known.SelectMany(stage => stage).Concat(lines.Where(Markers.IsOne))).Contains));
    }

    private static List<string> LinesOf(byte[] file) => [.. Latin1.GetString(file).Split('\n').Select(line => line.TrimEnd('\r'))];
}
