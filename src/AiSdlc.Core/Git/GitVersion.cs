using System;
using System.Collections.Concurrent;
using System.Text;

namespace AiSdlc.Git;

/// <summary>Whether a git heeds what keeps a stranger's repository harmless: settings by <c>GIT_CONFIG_COUNT</c> came with 2.31.</summary>
internal static class GitVersion
{
    /// <summary>The oldest that is used.</summary>
    public static readonly Version Least = new(2, 31);

    private static readonly ConcurrentDictionary<string, Version> Known = new(StringComparer.Ordinal);

    /// <summary>The version of a git; asked once.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="ask">Gives what <c>git version</c> says.</param>
    public static Version Of(string program, Func<byte[]> ask) => Known.GetOrAdd(program, _ => Parse(Encoding.UTF8.GetString(ask())));

    /// <summary>The version in <c>git version 2.39.5 (…)</c>; 0.0 where there is none.</summary>
    internal static Version Parse(string text) =>
        text.Trim().Split(' ') is [_, _, var number, ..] && number.Split('.') is [var major, var minor, ..] && int.TryParse(major, out var first) && int.TryParse(minor, out var second)
            ? new(first, second)
            : new(0, 0);
}
