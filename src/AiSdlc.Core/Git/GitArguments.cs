using System;
using System.Collections.Generic;
using System.Linq;

namespace AiSdlc.Git;

/// <summary>
/// The subcommands of git that this module may use: those that take no file of the work tree through a filter, and, with the options
/// given here, start no program that a repository names. An unknown word would be looked up among its aliases.
/// </summary>
internal static class GitArguments
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["cat-file"] = [],
        ["check-ignore"] = [],
        ["check-ref-format"] = [],
        ["config"] = [],
        ["fetch"] = ["--upload-pack=git-upload-pack", "--no-auto-maintenance", "--no-recurse-submodules", "--no-write-fetch-head", "--no-tags", "--refmap="],
        ["for-each-ref"] = [],
        ["hash-object"] = ["--no-filters"],
        ["log"] = ["--no-ext-diff", "--no-textconv", "--no-show-signature"],
        ["ls-files"] = [],
        ["ls-remote"] = ["--upload-pack=git-upload-pack"],
        ["ls-tree"] = [],
        ["merge-base"] = [],
        ["merge-file"] = [],
        ["push"] = ["--receive-pack=git-receive-pack", "--no-verify", "--no-signed", "--recurse-submodules=no"],
        ["rev-list"] = [],
        ["rev-parse"] = [],
        ["update-index"] = ["-z", "--index-info"], // takes contents by id, none from the work tree
        ["update-ref"] = [],
        ["version"] = [],
        ["worktree"] = ["list", "--porcelain"],
    };

    /// <summary>The arguments with the options that make them harmless, right after the subcommand.</summary>
    /// <exception cref="ArgumentException">The subcommand is none of these.</exception>
    public static IEnumerable<string> Of(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && Known.TryGetValue(arguments[0], out var harmless)
            ? new[] { "--no-pager", arguments[0] }.Concat(harmless).Concat(arguments.Skip(1))
            : throw new ArgumentException($"'git {string.Join(" ", arguments)}' is not among the commands that are safe in a repository of somebody else.", nameof(arguments));
}
