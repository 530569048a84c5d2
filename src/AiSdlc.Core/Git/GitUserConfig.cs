using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace AiSdlc.Git;

/// <summary>Asks git for what the user's and the system's configuration say of remotes.</summary>
internal static class GitUserConfig
{
    private const int NoneIsSet = 1; // git-config(1)
    private const string Ssh = "core.sshcommand";

    /// <summary>The settings.</summary>
    public static GitUserSettings Read(string folder, CancellationToken cancel)
    {
        var answer = GitRunner.Run(new GitCommand(folder, "config", "--show-scope", "-z", "--get-regexp", @"^(credential\..*|core\.sshcommand)$")
        {
            Answers = [NoneIsSet],
            Cancel = cancel,
        });
        var settings = Parse(Encoding.UTF8.GetString(answer.Output)).ToList();
        var own = Environment.GetEnvironmentVariable("GIT_SSH_COMMAND");
        var ssh = string.IsNullOrEmpty(own) ? settings.LastOrDefault(setting => setting.Key == Ssh).Value : own;
        return new GitUserSettings(Batch(ssh ?? "ssh"), [.. settings.Where(setting => setting.Key != Ssh)]);
    }

    // Scope NUL key LF value NUL.
    private static IEnumerable<(string Key, string Value)> Parse(string text)
    {
        var words = text.Split('\0');
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            var line = words[i + 1].IndexOf('\n');
            if (words[i] is "global" or "system" && line > 0)
            {
                yield return (words[i + 1].Substring(0, line), words[i + 1].Substring(line + 1));
            }
        }
    }

    // Another program would not know the option.
    private static string Batch(string command) =>
        Path.GetFileNameWithoutExtension(command.Split(' ')[0]) == "ssh" ? command + " -o BatchMode=yes" : command;
}
