#if !NET
namespace System;

/// <summary>A position in a list pattern: from the start, or from the end.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    /// <summary>The position in a list of so many items.</summary>
    public int GetOffset(int length) => fromEnd ? length - value : value;

    /// <summary>From the start.</summary>
    public static implicit operator Index(int value) => new(value);
}
#endif
