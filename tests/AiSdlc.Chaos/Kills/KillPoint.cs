using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using AiSdlc.Chaos.Workers;

namespace AiSdlc.Chaos.Kills;

/// <summary>One file call of an update: the n-th call of that name which its thread makes.</summary>
internal sealed record KillPoint(string Call, int Number, string Text)
{
    // strace counts for each thread; one update runs on the first.
    internal const string Calls =
        "mkdir,open,openat,utimensat,flock,fstat,lstat,stat,newfstatat,statx,read,pread64,write,pwrite64,ftruncate,fsync,fchmod,fchown,"
        + "getdents64,rename,renameat2,rmdir,unlink,unlinkat,inotify_add_watch,inotify_rm_watch,close,readlink,access,listxattr,getxattr,fsetxattr";

    /// <summary>Why nothing can be killed at its calls; null when it can.</summary>
    public static string? StraceIsMissing => OperatingSystem.IsLinux() && Repository.IsOnPath("strace") ? null : "strace is not on the PATH.";

    /// <summary>All calls of one update on the board's paths or the state folder's, from the first look at the lock on.</summary>
    public static IReadOnlyList<KillPoint> Of(string[] command, Board board)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var points = new List<KillPoint>();
        var begun = false;
        int? first = null;
        foreach (var line in Trace(command, ["-e", $"trace={Calls}"], board))
        {
            if (CallTrace.Of(line) is not var (thread, call) || thread != (first ??= thread))
                continue;
            counts[call] = counts.GetValueOrDefault(call) + 1;
            begun |= call == "mkdir" && CallTrace.IsOn(line, board.Lock);
            if (begun && CallTrace.IsOn(line, board.Root))
                points.Add(new(call, counts[call], CallTrace.Plain(line, board.Root)));
        }

        return points;
    }

    /// <summary>Runs the command and kills it as it enters the call. Says where it died, for calls may shift; null when it lived.</summary>
    public string? Kill(string[] command, Board board)
    {
        var lines = Trace(command, ["-e", $"trace={Call}", "-e", $"inject={Call}:signal=KILL:when={Number}"], board);
        var last = lines.LastOrDefault(line => CallTrace.Of(line) is not null);
        return lines.Any(line => line.Contains("+++ killed by SIGKILL", StringComparison.Ordinal)) && last is not null ? CallTrace.Plain(last, board.Root) : null;
    }

    private static string[] Trace(string[] command, string[] what, Board board)
    {
        var log = Path.Combine(board.Root, "trace");
        string[] strace = ["strace", "-f", "-y", "-s", "0", "-o", log, .. what, .. command];
        using var process = Process.Start(Launch.StartInfo(strace))!;
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var lines = File.ReadAllLines(log);
        File.Delete(log);
        return lines;
    }
}
