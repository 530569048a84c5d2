using System;
using System.Globalization;

namespace AiSdlc;

/// <summary>A story did not become what was waited for (<c>ETIMEDOUT</c>).</summary>
public sealed class StoryWaitException : StoryException
{
    internal StoryWaitException(string storyPath, TimeSpan waited, int count)
        : base("StoryWaitTimedOut", "ETIMEDOUT", storyPath, string.Format(
            CultureInfo.InvariantCulture, "After {0:0.0} s {1} what was waited for.", waited.TotalSeconds,
            count == 1 ? $"story {IdOf(storyPath)} is not" : $"none of {count} stories, or not all of them, are")) =>
        Waited = waited;

    /// <summary>How long was waited.</summary>
    public TimeSpan Waited { get; }
}
