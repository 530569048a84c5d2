namespace AiSdlc.Frontmatter;

/// <summary>How a scalar is written.</summary>
internal enum ScalarStyle
{
    /// <summary>Not written yet.</summary>
    Any,
    Plain,
    SingleQuoted,
    DoubleQuoted,

    /// <summary>A block below <c>|</c>.</summary>
    Literal,

    /// <summary>A block below <c>&gt;</c>.</summary>
    Folded,
}
