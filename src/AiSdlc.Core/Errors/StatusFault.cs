using System;

namespace AiSdlc.Errors;

/// <summary>A lifecycle rule forbids a change of status.</summary>
internal sealed class StatusFault(string message, bool canBeForced = false) : Exception(message)
{
    /// <summary>The caller may insist.</summary>
    public bool CanBeForced { get; } = canBeForced;
}
