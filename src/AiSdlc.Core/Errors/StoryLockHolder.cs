using System;
using System.Globalization;

namespace AiSdlc;

/// <summary>Who holds a lock, by the record that a holder of this module leaves.</summary>
public sealed class StoryLockHolder
{
    internal StoryLockHolder(int processId, string processName, string machine, string user, string runspace, DateTime since, bool isThisProcess)
    {
        ProcessId = processId;
        ProcessName = processName;
        Machine = machine;
        User = user;
        Runspace = runspace;
        Since = since;
        IsThisProcess = isThisProcess;
    }

    /// <summary>Process id, in the holder's own process id namespace.</summary>
    public int ProcessId { get; }

    /// <summary>Name of the process.</summary>
    public string ProcessName { get; }

    /// <summary>Name of the machine.</summary>
    public string Machine { get; }

    /// <summary>Name of the user.</summary>
    public string User { get; }

    /// <summary>Name of the runspace.</summary>
    public string Runspace { get; }

    /// <summary>When the lock was taken (UTC).</summary>
    public DateTime Since { get; }

    /// <summary>True when it is the process that asks.</summary>
    public bool IsThisProcess { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(string.Format(CultureInfo.InvariantCulture, "{0} ({1})", ProcessName, ProcessId));

    /// <summary>The words for an error message.</summary>
    internal string Describe() => IsThisProcess
        ? $"runspace {Runspace} of this process"
        : string.Format(
            CultureInfo.InvariantCulture, "another process ({0}, process {1}, user {2} on {3}, since {4:HH:mm:ss.f} UTC)",
            ProcessName, ProcessId, User, Machine, Since);
}
