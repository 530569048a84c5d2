using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace AiSdlc.Frontmatter.Merging;

/// <summary>What a merge left in doubt in a story: the keys that <c>merge_conflicts</c> names, and the places of the body between markers.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Places">How many places.</param>
internal sealed record OpenConflicts(IReadOnlyList<MergeConflict> Keys, int Places)
{
    /// <summary>The key that names what is in doubt.</summary>
    public const string Key = "merge_conflicts";

    /// <summary>Nothing is in doubt.</summary>
    public bool IsEmpty => Keys.Count == 0 && Places == 0;

    /// <summary>Those of a story.</summary>
    public static OpenConflicts Of(StoryText story)
    {
        var data = story.ReadData();
        var keys = Named(data).Cast<DictionaryEntry>().Select(entry => new MergeConflict(
            (string)entry.Key, Side(entry.Value, "base"), ValueMerge.Value(data, (string)entry.Key), Side(entry.Value, "theirs")));
        return new OpenConflicts([.. keys], Markers.Count(BodyMerge.Split([.. story.Body]).Lines));
    }

    /// <summary>Names conflicts in the frontmatter whose own values are ours.</summary>
    public static void Name(OrderedDictionary data, IEnumerable<MergeConflict> conflicts)
    {
        var named = Named(data);
        foreach (var conflict in conflicts)
        {
            var sides = NodeData.NewMap();
            if (conflict.Base != ValueMerge.Missing)
                sides["base"] = conflict.Base;
            if (conflict.Theirs != ValueMerge.Missing)
                sides["theirs"] = conflict.Theirs;
            named[conflict.Key] = sides;
        }
        data[Key] = named;
    }

    /// <summary>The story with one side's answer to some of the questions.</summary>
    /// <param name="story">The story.</param>
    /// <param name="theirs">Whose answer.</param>
    /// <param name="isMeant">Whether a key is one of them.</param>
    /// <param name="isBodyMeant">Whether the places of the body are.</param>
    public static StoryText Settle(StoryText story, bool theirs, Func<string, bool> isMeant, bool isBodyMeant)
    {
        var data = story.ReadData();
        var named = Named(data);
        foreach (var key in named.Keys.Cast<string>().Where(isMeant).ToList())
        {
            var answer = Side(named[key], "theirs");
            if (theirs && answer == ValueMerge.Missing)
                data.Remove(key);
            else if (theirs)
                data[key] = answer;
            named.Remove(key);
        }
        if (named.Count == 0 && ReferenceEquals(data[Key], named))
            data.Remove(Key); // else both sides had other questions, and theirs are the open ones now
        var settled = story.Rewrite(data);
        var body = BodyMerge.Split([.. story.Body]);
        return isBodyMeant && Markers.Count(body.Lines) > 0 ? settled.WithBody(BodyMerge.Join(Markers.Take(body.Lines, theirs), body.IsEnded)) : settled;
    }

    private static OrderedDictionary Named(OrderedDictionary data) => data[Key] as OrderedDictionary ?? NodeData.NewMap();

    private static object? Side(object? sides, string side) => sides is OrderedDictionary map ? ValueMerge.Value(map, side) : ValueMerge.Missing;
}
