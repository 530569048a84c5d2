using System;
using System.Collections.Generic;
using System.Linq;
using AiSdlc.Chaos.Kills;

namespace AiSdlc.Chaos.Faults;

/// <summary>One call of an update that is made to fail: the n-th of that name on its thread, alone or with all that follow.</summary>
/// <param name="Call">Its name.</param>
/// <param name="Number">Which one.</param>
/// <param name="Text">The call and its paths.</param>
/// <param name="Error">How it fails.</param>
/// <param name="ForGood">All later calls of the name fail too.</param>
internal sealed record Fault(string Call, int Number, string Text, string Error, bool ForGood)
{
    private const string Refusals = "EACCES EPERM EROFS EIO";

    // What each call can say on some file system (its manual page, and what NFS, FUSE, quotas and overlays add).
    private static readonly Dictionary<string, string> Errors = new(StringComparer.Ordinal)
    {
        ["open"] = $"{Refusals} EBUSY EINTR EMFILE",
        ["openat"] = $"{Refusals} EBUSY EINTR ENOSPC EDQUOT EMFILE",
        ["mkdir"] = $"{Refusals} ENOSPC EDQUOT EINTR EBUSY",
        ["read"] = "EIO EINTR EACCES",
        ["pread64"] = "EIO EINTR EACCES",
        ["write"] = "EIO EINTR ENOSPC EDQUOT EPERM",
        ["pwrite64"] = "EIO EINTR ENOSPC EDQUOT EPERM",
        ["ftruncate"] = "EIO EINTR EPERM",
        ["fchmod"] = $"{Refusals} ENOSPC EDQUOT EINTR",
        ["fchown"] = $"{Refusals} ENOSPC EDQUOT EINTR",
        ["fsync"] = "EIO EINTR ENOSPC EDQUOT EROFS EINVAL EOPNOTSUPP",
        ["close"] = "EIO EINTR ENOSPC EDQUOT",
        ["utimensat"] = $"{Refusals} EINTR",
        ["rename"] = $"{Refusals} ENOSPC EDQUOT EXDEV EBUSY EINTR",
        ["renameat2"] = $"{Refusals} ENOSPC EDQUOT EXDEV EBUSY EINTR EINVAL ENOSYS",
        ["rmdir"] = $"{Refusals} EBUSY EINTR",
        ["unlink"] = $"{Refusals} EBUSY EINTR",
        ["unlinkat"] = $"{Refusals} EBUSY EINTR",
        ["flock"] = "EINTR ENOSYS EOPNOTSUPP",
        ["getdents64"] = "EIO EACCES",
        ["fstat"] = "EIO",
        ["newfstatat"] = "EIO",
        ["stat"] = "EIO EACCES",
        ["lstat"] = "EIO EACCES",
        ["statx"] = "EIO EACCES",
        ["listxattr"] = "EIO EACCES EOPNOTSUPP ENOSYS",
        ["getxattr"] = "EIO EACCES",
        ["fsetxattr"] = $"{Refusals} ENOSPC EDQUOT",
        ["readlink"] = "EIO EACCES",
    };

    /// <summary>The calls that are made to fail, for strace.</summary>
    public static string Calls { get; } = string.Join(',', Errors.Keys);

    /// <summary>Every fault of one call.</summary>
    public static IEnumerable<Fault> Of(string call, int number, string text) =>
        from error in Errors[call].Split(' ')
        from forGood in new[] { false, true }
        where !forGood || error != "EINTR" // it means: try again
        select new Fault(call, number, text, error, forGood);

    /// <summary>The calls that one update makes on a board, from a trace of it.</summary>
    public static IEnumerable<Fault> Of(IEnumerable<string> trace, int thread, string folder)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in trace)
        {
            if (CallTrace.Of(line) is not var (where, call) || where != thread)
                continue;
            counts[call] = counts.GetValueOrDefault(call) + 1;
            if (CallTrace.IsOn(line, folder))
            {
                foreach (var fault in Of(call, counts[call], CallTrace.Plain(line, folder)))
                    yield return fault;
            }
        }
    }

    /// <summary>What strace is told.</summary>
    public string[] Injection => ["-e", $"trace={Call}", "-e", $"inject={Call}:error={Error}:when={Number}{(ForGood ? "+" : "")}"];

    /// <summary>True when the first call that failed was one on the board, and the only one if it was to be.</summary>
    public bool Hit(IReadOnlyList<string> trace, string folder)
    {
        var injected = trace.Where(line => line.Contains("(INJECTED)", StringComparison.Ordinal)).ToList();
        return injected.Count > 0 && (ForGood || injected.Count == 1) && CallTrace.IsOn(injected[0], folder);
    }

    public override string ToString() => $"{Text}: {Error}{(ForGood ? " for good" : "")}";
}
