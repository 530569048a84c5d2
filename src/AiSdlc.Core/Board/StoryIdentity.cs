using AiSdlc.Frontmatter;
using AiSdlc.Locking;
using AiSdlc.Stories;

namespace AiSdlc.Board;

/// <summary>Whether two files with one id are copies of one story, as worktrees have them.</summary>
internal static class StoryIdentity
{
    /// <summary>True for copies of one story, and where one of them cannot be read.</summary>
    public static bool IsSame(string one, string other) => one == other || TryRead(one) is not { } first || TryRead(other) is not { } second || IsSame(first, second);

    /// <summary>True for copies of one story.</summary>
    public static bool IsSame(Story one, Story other) => SameStory.Is(one.Value, other.Value);

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
}
