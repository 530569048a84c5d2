namespace AiSdlc.Frontmatter.Merging;

/// <summary>A key that both sides changed to different values. A value is <see cref="ValueMerge.Missing"/> where the key is not there.</summary>
/// <param name="Key">The key at the top of the frontmatter.</param>
/// <param name="Base">What it was.</param>
/// <param name="Ours">What one side made of it.</param>
/// <param name="Theirs">What the other made of it.</param>
internal sealed record MergeConflict(string Key, object? Base, object? Ours, object? Theirs);
