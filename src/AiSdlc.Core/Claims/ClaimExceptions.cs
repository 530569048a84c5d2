using System.Globalization;

namespace AiSdlc;

/// <summary>Somebody else has the story (<c>ECLAIMED</c>). Nothing was changed.</summary>
public sealed class StoryClaimedException : StoryException
{
    internal StoryClaimedException(string storyPath, StoryClaim? found)
        : base("StoryClaimed", "ECLAIMED", storyPath, $"Story {IdOf(storyPath)} {Describe(found)}") =>
        Claim = found;

    /// <summary>The claim that stands in the way; null when it was gone at the second look.</summary>
    public StoryClaim? Claim { get; }

    private static string Describe(StoryClaim? found) => found?.State switch
    {
        StoryClaimState.Done => $"was done by {found.Owner}, as its claim says.",
        StoryClaimState.Unreadable => $"has a claim that cannot be read. {Until(found)}",
        StoryClaimState.Newer => "has a claim of a later version of this module: update it.",
        StoryClaimState.Held => $"is claimed by {found.Owner} on {found.Host}. {Until(found)}",
        _ => "was claimed by somebody else at the same moment. Try again.",
    };

    private static string Until(StoryClaim found) =>
        string.Format(CultureInfo.InvariantCulture, "If nobody renews it, it is free from {0:yyyy-MM-dd HH:mm:ss} UTC on.", found.FreeAt);
}

/// <summary>The claim that was named is no longer the story's (<c>ECLAIMLOST</c>). Nothing was changed.</summary>
public sealed class ClaimLostException : StoryException
{
    internal ClaimLostException(string storyPath, StoryClaim? found)
        : base("ClaimLost", "ECLAIMLOST", storyPath, $"That claim is not the one of story {IdOf(storyPath)}, or not any more: {Describe(found)} Nothing was changed.") =>
        Claim = found;

    /// <summary>The claim that the story has now; null for none.</summary>
    public StoryClaim? Claim { get; }

    private static string Describe(StoryClaim? found) => found?.State switch
    {
        null => "the story has no claim.",
        StoryClaimState.Done => $"the story was done by {found.Owner}.",
        StoryClaimState.Released => "the story was given back.",
        StoryClaimState.Unreadable or StoryClaimState.Newer => "what stands in its place cannot be read.",
        _ => string.Format(CultureInfo.InvariantCulture, "{0} on {1} has the story now (epoch {2}).", found.Owner, found.Host, found.Epoch),
    };
}
