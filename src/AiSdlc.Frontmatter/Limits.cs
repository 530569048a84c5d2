namespace AiSdlc.Frontmatter;

/// <summary>Bounds that keep a hostile file from costing more than a moment.</summary>
internal static class Limits
{
    /// <summary>Bytes between the fences.</summary>
    public const int BlockBytes = 1 << 20;

    /// <summary>Levels of nesting, each of which takes a part of the stack; a story needs about five.</summary>
    public const int Depth = 64;

    /// <summary>Values that aliases and merges may add to those written out.</summary>
    public const int AliasedValues = 10_000;

    /// <summary>Characters of a written key. YAML ends an implicit key at 1,024.</summary>
    public const int KeyLength = 1_000;

    /// <summary>Values in one edit: enough for any block that fits the file, and an end to endless enumerables.</summary>
    public const int Values = 600_000;
}
