namespace AiSdlc.Commands;

/// <summary>The stories that a user named. Only one kind is given at a time, each in its parameter set.</summary>
/// <param name="Path">Paths with wildcards; a <c>story.md</c> or its folder.</param>
/// <param name="LiteralPath">Paths as they are.</param>
/// <param name="Id">Ids on the board at <paramref name="Root"/>.</param>
/// <param name="Root">A folder on or below a board; null for the current location.</param>
internal sealed record StoryNames(string[]? Path, string[]? LiteralPath, string[]? Id = null, string? Root = null)
{
    /// <summary>True when the user named nothing and means the nearest board.</summary>
    public bool IsEmpty => Path is null && LiteralPath is null && Id is null;
}
