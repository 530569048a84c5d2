using System;
using System.Globalization;

namespace AiSdlc;

/// <summary>Git could not do what it was asked to, or is not there.</summary>
/// <remarks>
/// Its <see cref="StoryException.Code"/> says why: <c>ENOGIT</c> (no git on the <c>PATH</c>), <c>EGITOLD</c>, <c>ENOREPO</c> (no repository), <c>EOWNER</c> (the
/// repository is another user's), <c>EGITLOCK</c> (a lock file of git's own stays there, which git's words name: its git is stopped, or was killed), <c>EREMOTE</c> (the remote cannot be reached, or refuses), <c>ETIMEDOUT</c>, <c>EFBIG</c> (too much output),
/// else <c>EGIT</c>.
/// </remarks>
public sealed class GitException : StoryException
{
    private static readonly char[] Breaks = ['\r', '\n', '\t', ' '];

    private GitException(string code, string folder, string command, string outcome, int? exitCode = null, string words = "", Exception? inner = null)
        : base("GitFailed", code, folder, $"'git {command}' in '{folder}' {outcome}", inner)
    {
        Command = command;
        ExitCode = exitCode;
        Words = words;
    }

    /// <summary>The subcommand and its arguments.</summary>
    public string Command { get; }

    /// <summary>Its exit code; null when it did not come to an end.</summary>
    public int? ExitCode { get; }

    /// <summary>What git itself said, as it said it.</summary>
    public string Words { get; }

    internal static GitException NotInstalled(string folder, string command, Exception? inner = null) => new(
        "ENOGIT", folder, command, "did not run: no absolute folder of the PATH has a git, but for the current one and those in the work tree.", inner: inner);

    internal static GitException TooOld(string folder, string command, Version version) => new(
        "EGITOLD", folder, command, $"did not run: git {version} is too old; 2.31 is the oldest that can be used safely.");

    internal static GitException NoRepository(string folder, string command, Exception? inner = null) => new(
        "ENOREPO", folder, command, "did not run: the folder is in no work tree of git.", inner: inner);

    internal static GitException TimedOut(string folder, string command, TimeSpan limit) => new(
        "ETIMEDOUT", folder, command, string.Format(CultureInfo.InvariantCulture, "was ended after {0:0.#} s without a result.", limit.TotalSeconds));

    internal static GitException TooMuchOutput(string folder, string command, int limit) => new(
        "EFBIG", folder, command, string.Format(CultureInfo.InvariantCulture, "wrote more than {0} bytes.", limit));

    internal static GitException Failed(string folder, string command, int exitCode, string words) => new(
        CodeOf(words), folder, command, string.Format(CultureInfo.InvariantCulture, "failed with exit code {0}: {1}", exitCode, OnOneLine(words)), exitCode, words);

    internal static GitException NoRemote(string folder, string name) => new(
        "EREMOTE", folder, "remote", $"did not run: '{name}' is no name of a remote.");

    internal static GitException RemoteFailed(GitException failure) => new(
        "EREMOTE", failure.StoryPath, failure.Command, string.Format(CultureInfo.InvariantCulture, "failed with exit code {0}: {1}", failure.ExitCode, OnOneLine(failure.Words)),
        failure.ExitCode, failure.Words, failure);

    internal static GitException RefRefused(string folder, string command, string reference, string words) => new(
        "EREMOTE", folder, command, $"was refused by the remote: {OnOneLine(words)} Nobody else had changed '{reference}'. Allow this account to create and change 'refs/ai-sdlc/*' there.", 1, words);

    // die() in setup.c of git; LC_ALL is C.
    private static string CodeOf(string words) =>
        words.Contains("dubious ownership") || words.Contains("unsafe repository") ? "EOWNER"
        : words.Contains("not a git repository") ? "ENOREPO"
        : words.Contains(".lock': File exists") ? "EGITLOCK"
        : "EGIT";

    private static string OnOneLine(string words) =>
        words.Length == 0 ? "it said nothing." : string.Join(" ", words.Split(Breaks, StringSplitOptions.RemoveEmptyEntries));
}
