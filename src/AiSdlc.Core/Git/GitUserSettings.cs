using System.Collections.Generic;

namespace AiSdlc.Git;

/// <summary>
/// How the user gets to remotes: credential helpers and ssh, as the user's and the system's configuration name them. What the repository's own
/// configuration names is not taken, for it may be a stranger's.
/// </summary>
/// <param name="SshCommand">The ssh to run; one that asks nobody anything.</param>
/// <param name="Credentials">Settings that stand after the reset of all credential helpers.</param>
internal sealed record GitUserSettings(string SshCommand, IReadOnlyList<(string Key, string Value)> Credentials);
