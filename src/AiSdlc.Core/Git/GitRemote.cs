using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;

namespace AiSdlc.Git;

/// <summary>A remote's refs: read, fetched, and changed by compare-and-swap. Nobody is ever asked for a password.</summary>
internal sealed class GitRemote
{
    private const int MostTries = 4;
    private const int SomeAreRefused = 1; // git-push(1)

    private readonly string _folder;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancel;
    private readonly Lazy<GitUserSettings> _settings;

    /// <param name="folder">A folder in a work tree.</param>
    /// <param name="name">The remote's name.</param>
    /// <param name="cancel">Ends what is under way.</param>
    /// <param name="limit">After so long a remote hangs; null for 30 s.</param>
    /// <exception cref="GitException">That is no name of a remote.</exception>
    public GitRemote(string folder, string name, CancellationToken cancel, TimeSpan? limit = null)
    {
        Name = Regex.IsMatch(name, @"^[A-Za-z0-9_][A-Za-z0-9_./-]*\z") ? name : throw GitException.NoRemote(folder, name);
        (_folder, _cancel, _limit) = (folder, cancel, limit ?? TimeSpan.FromSeconds(30));
        _settings = new(() => GitUserConfig.Read(folder, cancel));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Names and object ids of its refs that match one of some patterns, such as <c>refs/heads/*</c>.</summary>
    public Dictionary<string, string> Refs(params string[] patterns) => GitRefs.Parse(Run(Command(["ls-remote", Name, .. patterns])).Output);

    /// <summary>Brings the objects of some refs here. No ref here changes, so that any number may fetch at once.</summary>
    public void Fetch(IEnumerable<string> refs) => Run(Command(["fetch", Name, .. refs]));

    /// <summary>Sets a ref there if it still is what the caller knows; false when somebody else was first.</summary>
    /// <param name="reference">Full name of the ref.</param>
    /// <param name="old">What it is there; null for "there is none".</param>
    /// <param name="value">Id of an object that is here.</param>
    /// <exception cref="GitException">The remote cannot be reached; or the ref is as the caller knows it, and yet the remote does not set it.</exception>
    public bool TrySwap(string reference, string? old, string value)
    {
        // A lease without an expected value would take what is there for granted, and everybody would win.
        var push = Command("push", "--porcelain", "--atomic", $"--force-with-lease={reference}:{old}", Name, $"{value}:{reference}");
        for (var tries = 1; ; tries++)
        {
            GitException? failure = null;
            var answer = new GitResult(SomeAreRefused, []);
            try
            {
                answer = Run(push with { Answers = [SomeAreRefused] });
            }
            catch (GitException exception) when (exception.Code == "EREMOTE")
            {
                failure = exception; // it may have been done all the same, and the answer lost
            }

            if (answer.ExitCode == 0)
            {
                return true;
            }

            var found = Find(reference, failure);
            if (found == value || found != old)
            {
                return found == value;
            }

            if (tries == MostTries)
            {
                throw failure ?? GitException.RefRefused(_folder, string.Join(" ", push.Arguments), reference, Reason(answer.Output));
            }
        }
    }

    private string? Find(string reference, GitException? failure)
    {
        try
        {
            Refs(reference).TryGetValue(reference, out var found);
            return found;
        }
        catch (GitException) when (failure is not null)
        {
            throw failure;
        }
    }

    private GitCommand Command(params string[] arguments) => new(_folder, arguments) { Remote = _settings.Value, TimeLimit = _limit, Cancel = _cancel };

    private static GitResult Run(GitCommand command)
    {
        try
        {
            return GitRunner.Run(command);
        }
        catch (GitException exception) when (exception.Code == "EGIT")
        {
            throw GitException.RemoteFailed(exception);
        }
    }

    // "!", the refs, and in brackets what the remote says.
    private static string Reason(byte[] output) =>
        Encoding.UTF8.GetString(output).Split('\n').Where(line => line is ['!', ..]).Select(line => line.Split('\t').Last()).FirstOrDefault() ?? string.Empty;
}
