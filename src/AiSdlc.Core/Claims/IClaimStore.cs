using System.Collections.Generic;
using System.Text;

namespace AiSdlc.Claims;

/// <summary>What stands at a story's place in a store.</summary>
/// <param name="Version">Differs whenever the text does.</param>
/// <param name="Record">The claim; null where the text is none.</param>
/// <param name="IsNewer">A later version of this module wrote it.</param>
internal sealed record ClaimEntry(string Version, ClaimRecord? Record, bool IsNewer)
{
    /// <summary>Most bytes of a record; what is larger is none.</summary>
    public const int MostBytes = 16 << 10;

    /// <summary>What some bytes say.</summary>
    public static ClaimEntry Of(string version, byte[] bytes)
    {
        var record = ClaimRecord.Parse(Encoding.UTF8.GetString(bytes), out var isNewer);
        return new(version, record, isNewer);
    }
}

/// <summary>Where claims are kept, and decided: whoever swaps first has the story.</summary>
internal interface IClaimStore
{
    /// <summary>Names the store among all of this machine.</summary>
    string Key { get; }

    /// <summary>The remote that decides; null for none.</summary>
    string? Remote { get; }

    /// <summary>All claims, by story id in upper case.</summary>
    /// <exception cref="StoryException">It cannot be read.</exception>
    IReadOnlyDictionary<string, ClaimEntry> ReadAll();

    /// <summary>The claim of one story; null when there never was one.</summary>
    /// <exception cref="StoryException">It cannot be read.</exception>
    ClaimEntry? Read(string id);

    /// <summary>Puts a record in the place of what the caller knows, and returns it; null when somebody else was first.</summary>
    /// <exception cref="StoryException">It cannot be written.</exception>
    ClaimEntry? TrySwap(string id, ClaimEntry? old, ClaimRecord record);
}
