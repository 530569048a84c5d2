using System;

namespace AiSdlc.Frontmatter;

/// <summary>A value that can't be written so that every reader gets it back as it is.</summary>
internal sealed class UnsupportedValueFault : Exception
{
    /// <param name="key">Where the value stands, dotted and indexed: <c>review_history[2].score</c>.</param>
    /// <param name="valueType">Type of the value.</param>
    /// <param name="message">Why it can't be written.</param>
    public UnsupportedValueFault(string key, Type valueType, string message)
        : base(message)
    {
        Key = key;
        ValueType = valueType;
    }

    /// <summary>Where the value stands, dotted and indexed: <c>review_history[2].score</c>.</summary>
    public string Key { get; }

    /// <summary>Type of the value.</summary>
    public Type ValueType { get; }

    /// <summary>The same fault, seen from one level further out.</summary>
    public UnsupportedValueFault Below(string outer) => new(outer + Key, ValueType, Message);
}
