using System;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>
/// Whether two files with one id are copies of one story, as worktrees have them, or two stories that were given the same id apart from each other.
/// A story keeps the day of its creation, and hardly ever changes both slug and title.
/// </summary>
internal static class StoryIdentity
{
    /// <summary>True for copies of one story, and where one of them cannot be read.</summary>
    public static bool IsSame(string one, string other) => one == other || TryRead(one) is not { } first || TryRead(other) is not { } second || IsSame(first, second);

    /// <summary>True for copies of one story.</summary>
    public static bool IsSame(Story one, Story other) =>
        Equal(one, other, "created") && ((one.Slug is not null && Equal(one, other, "slug")) || Equal(one, other, "title"));

    /// <summary>A story as it is now; null when it cannot be read at once.</summary>
    internal static Story? TryRead(string file)
    {
        try
        {
            return StoryStore.Shared.Read(file, LockRequest.With(new LockTiming(lockTimeout: 0))).ToStory();
        }
        catch (StoryException)
        {
            return null;
        }
    }

    private static bool Equal(Story one, Story other, string key) =>
        string.Equals(EditSummary.Show(one.Value(key)), EditSummary.Show(other.Value(key)), StringComparison.Ordinal);
}
