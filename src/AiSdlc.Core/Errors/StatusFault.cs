using System;

namespace AiSdlc.Errors;

/// <summary>A lifecycle rule forbids a change of status.</summary>
internal sealed class StatusFault(string message) : Exception(message);
