using System;
using System.Collections.Generic;
using System.Threading;

namespace AiSdlc.Git;

/// <summary>One run of git.</summary>
/// <param name="Folder">Where; a folder in a work tree.</param>
/// <param name="Arguments">The subcommand, one of <see cref="GitArguments"/>, and its arguments.</param>
internal sealed record GitCommand(string Folder, params string[] Arguments)
{
    /// <summary>What git reads from its standard input; null for nothing.</summary>
    public byte[]? Input { get; init; }

    /// <summary>After so long it is killed.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most bytes that it may write; more is an error.</summary>
    public int MostOutput { get; init; } = 64 << 20;

    /// <summary>Exit codes beside 0 that are an answer and no failure.</summary>
    public IReadOnlyList<int> Answers { get; init; } = [];

    /// <summary>It speaks to a remote, with the user's own means to do so; null for one that must not.</summary>
    public GitUserSettings? Remote { get; init; }

    /// <summary>Kills it at once.</summary>
    public CancellationToken Cancel { get; init; }
}

/// <summary>What came of it.</summary>
/// <param name="ExitCode">0, or one of the command's answers.</param>
/// <param name="Output">What it wrote to its standard output, as bytes: paths and files have no encoding.</param>
internal sealed record GitResult(int ExitCode, byte[] Output);
