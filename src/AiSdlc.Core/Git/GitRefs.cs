using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;

namespace AiSdlc.Git;

/// <summary>The refs of a repository, which all its worktrees share: read many at once, and change one by compare-and-swap.</summary>
internal static class GitRefs
{
    private const int MostTries = 4;
    private static readonly char[] Space = [' '];

    /// <summary>Full names and object ids of the refs below some prefixes, such as <c>refs/heads</c>.</summary>
    public static Dictionary<string, string> Read(string folder, CancellationToken cancel, params string[] prefixes) =>
        Parse(GitRunner.Run(new GitCommand(folder, ["for-each-ref", "--format=%(objectname) %(refname)", .. prefixes]) { Cancel = cancel }).Output);

    /// <summary>Sets a ref if it still is what the caller knows; false when somebody else was first.</summary>
    /// <param name="folder">A folder in a work tree.</param>
    /// <param name="name">Full name of the ref.</param>
    /// <param name="old">What it is; null for "there is none".</param>
    /// <param name="value">What it shall be.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="GitException">It is as the caller knows it, and yet git does not set it.</exception>
    public static bool TrySwap(string folder, string name, string? old, string value, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                GitRunner.Run(new GitCommand(folder, "update-ref", "--no-deref", name, value, old ?? string.Empty) { Cancel = cancel });
                return true;
            }
            catch (GitException exception) when (exception.ExitCode is not null)
            {
                // Its words differ between versions; what the ref is now tells a lost race from a failure.
                Read(folder, cancel, name).TryGetValue(name, out var found);
                if (found == value || found != old)
                {
                    return found == value;
                }

                if (tries == MostTries)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Lines of an object id, a blank and a ref's name.</summary>
    internal static Dictionary<string, string> Parse(byte[] output)
    {
        var refs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(output).Split('\n'))
        {
            if (line.Replace('\t', ' ').Split(Space, 2) is [var id, var name])
            {
                refs[name] = id;
            }
        }

        return refs;
    }
}
