namespace AiSdlc.Storage;

/// <summary>How an attempt to change a story ended.</summary>
internal enum CommitResult
{
    /// <summary>It says what it should.</summary>
    Done,

    /// <summary>The lock went to somebody else before anything was written.</summary>
    LockLost,

    /// <summary>Somebody wrote the story without its lock; nothing was written over it.</summary>
    StoryChanged,
}
