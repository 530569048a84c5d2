using System;
using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using AiSdlc.Errors;
using AiSdlc.Frontmatter;

namespace AiSdlc.Claims;

/// <summary>What is waited for; all of it at once.</summary>
/// <param name="Matches">What the story must say. Pure.</param>
internal sealed record WaitGoal(Func<Story, bool> Matches)
{
    /// <summary>It must be another version than it was.</summary>
    public bool HasChanged { get; init; }

    /// <summary>It can be started.</summary>
    public bool IsReady { get; init; }

    /// <summary>Nobody has claimed it.</summary>
    public bool IsUnclaimed { get; init; }

    /// <summary>Every story, not only the first ones.</summary>
    public bool ForAll { get; init; }

    /// <summary>After so long the wait is over; null for one without end.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The remote whose branch is looked at, too; null for none.</summary>
    public string? Remote { get; init; }

    /// <summary>Where the claims are.</summary>
    public ClaimPlace Place { get; init; } = new();

    /// <summary>Asks a story whether its frontmatter has these values; null for a key that is not there.</summary>
    /// <exception cref="UnsupportedValueException">No story can have such a value.</exception>
    public static Func<Story, bool> Has(IDictionary values, string storyPath)
    {
        try
        {
            var wanted = (OrderedDictionary)FrontmatterValue.From(values, string.Empty)!;
            return story => wanted.Cast<DictionaryEntry>().All(entry => FrontmatterValue.Same(story.Value((string)entry.Key), entry.Value));
        }
        catch (UnsupportedValueFault fault)
        {
            throw ErrorMapper.Translate(fault, storyPath)!;
        }
    }
}
