using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace AiSdlc.Chaos.Kills;

/// <summary>Reads what strace has written with <c>-f -y</c>.</summary>
internal static partial class CallTrace
{
    /// <summary>The thread and the name of the call on a line; null for a line that tells of none.</summary>
    public static (int Thread, string Call)? Of(string line)
    {
        var match = Line().Match(line);
        return match.Success ? (int.Parse(match.Groups["thread"].Value, null), match.Groups["call"].Value) : null;
    }

    /// <summary>True for a call on something below a folder.</summary>
    public static bool IsOn(string line, string folder) => line.Contains(folder, StringComparison.Ordinal);

    /// <summary>The call and its paths below a folder, in the same words for the same call of every run.</summary>
    public static string Plain(string line, string folder)
    {
        var match = Line().Match(line);
        var text = match.Groups["call"].Value + Paths().Matches(match.Groups["rest"].Value)
            .Select(path => path.Value)
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal))
            .Aggregate("", (all, path) => $"{all} {Path.GetFileName(path)}");
        return Names().Replace(text, "*");
    }

    [GeneratedRegex(@"^(?<thread>\d+) +(?<call>[a-z0-9_]+)\((?<rest>.*)")]
    private static partial Regex Line();

    [GeneratedRegex(@"/[^<>"", ]+")]
    private static partial Regex Paths();

    [GeneratedRegex(@"\b[0-9a-f]{16}([0-9a-f]{24})?\b")]
    private static partial Regex Names();
}
