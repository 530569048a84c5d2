using System;

namespace AiSdlc.Errors;

/// <summary>A section, a task or an output that was named is not there.</summary>
internal sealed class ContentFault(string message) : Exception(message);
