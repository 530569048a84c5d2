using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AiSdlc.Git;

/// <summary>
/// The environment that git gets: the caller's, without what points it to another repository, and with settings that stand before those of
/// the repository, which may be a stranger's (git-config(1), ENVIRONMENT).
/// </summary>
internal static class GitEnvironment
{
    private const string Prefix = "GIT_";
    private const string Count = "GIT_CONFIG_COUNT";

    // The rest of GIT_… is for one repository, or starts programs, or writes traces among git's own words.
    private static readonly string[] Kept =
        ["GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_", Count, "GIT_SSL_"];

    private static readonly (string Key, string Value)[] Settings =
    [
        ("safe.bareRepository", "explicit"), // a folder with HEAD, objects and refs is no repository just because we stand in it
        ("core.fsmonitor", "false"),
        ("core.hooksPath", "/dev/null"),
        ("core.pager", "cat"),
        ("core.editor", "false"),
        ("core.askPass", string.Empty),
        ("core.sshCommand", "ssh"),
        ("core.gitProxy", string.Empty),
        ("core.alternateRefsCommand", "false"),
        ("credential.helper", string.Empty),
        ("protocol.ext.allow", "never"),
        ("log.showSignature", "false"),
        ("push.gpgSign", "false"),
        ("gpg.program", "false"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
        ("submodule.recurse", "false"),
        ("core.filesRefLockTimeout", "1000"), // many may want one ref at once
        ("core.fsync", "committed"), // what somebody was told survives a power cut
    ];

    /// <summary>Changes a copy of this process's environment into git's.</summary>
    /// <param name="variables">The copy.</param>
    /// <param name="ceiling">The folder above which git shall not look for a repository; null for none.</param>
    /// <param name="remote">What a command that speaks to a remote may use of the user's settings; null for any other, which reaches none.</param>
    public static void Prepare(IDictionary<string, string?> variables, string? ceiling, GitUserSettings? remote = null)
    {
        foreach (var name in variables.Keys.Where(IsDropped).ToArray())
        {
            variables.Remove(name);
        }

        variables["GIT_TERMINAL_PROMPT"] = "0";
        variables["GIT_OPTIONAL_LOCKS"] = "0"; // looking must not take index.lock
        variables["GIT_EDITOR"] = "false";
        variables["GIT_SSH_COMMAND"] = remote?.SshCommand ?? "ssh";
        variables["GCM_INTERACTIVE"] = "never"; // Git Credential Manager
        variables["LC_ALL"] = "C"; // its words are read, too
        if (ceiling is not null)
        {
            variables["GIT_CEILING_DIRECTORIES"] = ceiling;
        }

        if (remote is null)
        {
            variables["GIT_NO_LAZY_FETCH"] = "1"; // a partial clone fetches what it misses, by the programs that it names
            variables["GIT_ALLOW_PROTOCOL"] = "none"; // the same for a git before 2.44
        }

        Configure(variables, Settings.Concat(remote?.Credentials ?? []));
    }

    private static bool IsDropped(string name) =>
        name == "SSH_ASKPASS"
        || (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !Kept.Any(kept => name.StartsWith(kept, StringComparison.OrdinalIgnoreCase)));

    // After what the caller's own environment sets, such as a safe.directory: the last one counts.
    private static void Configure(IDictionary<string, string?> variables, IEnumerable<(string Key, string Value)> settings)
    {
        var next = variables.TryGetValue(Count, out var count) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        foreach (var (key, value) in settings)
        {
            variables[FormattableString.Invariant($"GIT_CONFIG_KEY_{next}")] = key;
            variables[FormattableString.Invariant($"GIT_CONFIG_VALUE_{next}")] = value;
            next++;
        }

        variables[Count] = next.ToString(CultureInfo.InvariantCulture);
    }
}
