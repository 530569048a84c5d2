namespace AiSdlc;

/// <summary>Whether a story can be started, and if not, why.</summary>
public sealed class StoryReadiness
{
    internal StoryReadiness(Story story, string? reason, StoryClaim? claim) => (Story, Reason, Claim) = (story, reason is null ? null : VisibleText.Of(reason), claim);

    /// <summary>Id of the story.</summary>
    public string Id => Story.Id;

    /// <summary>Its title.</summary>
    public string? Title => Story.Title;

    /// <summary>True when it can be started.</summary>
    public bool IsReady => Reason is null;

    /// <summary>Why not; null when it can.</summary>
    public string? Reason { get; }

    /// <summary>The story's file.</summary>
    public string Path => Story.Path;

    /// <summary>The story itself.</summary>
    internal Story Story { get; }

    /// <summary>Its claim; null when there never was one.</summary>
    internal StoryClaim? Claim { get; }

    /// <summary>In words.</summary>
    public override string ToString() => $"{VisibleText.Of(Id)}: {Reason ?? "ready"}";
}
