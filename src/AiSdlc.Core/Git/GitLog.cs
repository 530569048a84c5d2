using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;

namespace AiSdlc.Git;

/// <summary>A file that a commit changed.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Time">Of the commit, in UTC.</param>
/// <param name="Author">Its author's name.</param>
/// <param name="Path">The file, from the top of the work tree, with slashes.</param>
/// <param name="OldPath">What it was called before; for a merge not known, and the same.</param>
/// <param name="Olds">Ids of its contents in the parents; null where it was not there. Several for a merge.</param>
/// <param name="New">Id of its content; null where it was removed.</param>
internal sealed record LogEntry(string Commit, DateTime Time, string Author, string Path, string OldPath, IReadOnlyList<string?> Olds, string? New);

/// <summary>Which commits changed which files (git-log(1), "RAW OUTPUT FORMAT" of git-diff(1)).</summary>
internal static class GitLog
{
    private const char Start = '\u0002';
    private const int MostOutput = 1 << 30;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The changes below a folder, the newest first. A merge is among them only with files that are as in none of its parents, since all else came with
    /// the commits that it merged.
    /// </summary>
    /// <param name="root">The top of the work tree.</param>
    /// <param name="folder">The folder from there, with slashes; empty for all.</param>
    /// <param name="since">No older commits; null for all.</param>
    /// <param name="cancel">Ends it.</param>
    public static IEnumerable<LogEntry> Below(string root, string folder, DateTime? since, CancellationToken cancel)
    {
        string[] range = since is { } moment ? [string.Format(CultureInfo.InvariantCulture, "--since={0:yyyy-MM-dd'T'HH:mm:ss'Z'}", moment.ToUniversalTime())] : [];
        string[] arguments =
        [
            "log", "-z", "--raw", "-c", "-M", "--no-abbrev", "--root", "--no-color", "--no-notes", "--format=%x02%H%x00%ct%x00%an", .. range,
            "HEAD", "--", folder.Length == 0 ? ":(top)" : ":(top,literal)" + folder,
        ];
        return Parse(GitRunner.Run(new GitCommand(root, arguments) { TimeLimit = TimeLimit, MostOutput = MostOutput, Cancel = cancel }).Output);
    }

    // A commit is a start sign with its id, the time and the author; each of its files ":modes ids status", and one path or two.
    private static IEnumerable<LogEntry> Parse(byte[] output)
    {
        var (commit, time, author) = (string.Empty, default(DateTime), string.Empty);
        using var words = Words(output).GetEnumerator();
        while (words.MoveNext())
        {
            var word = words.Current.TrimStart('\n');
            if (word.Length > 0 && word[0] == Start)
            {
                commit = word.Substring(1);
                time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Next(words), CultureInfo.InvariantCulture)).UtcDateTime;
                author = Next(words);
            }
            else if (word.Length > 0)
            {
                var parents = word.LastIndexOf(':') + 1;
                var fields = word.Split(' ');
                var ids = fields.Skip(parents + 1).Take(parents + 1).Select(id => id.Trim('0').Length == 0 ? null : id).ToList();
                var first = Next(words);
                var last = parents == 1 && fields[fields.Length - 1][0] is 'R' or 'C' ? Next(words) : first;
                yield return new(commit, time, author, last, first, [.. ids.Take(parents)], ids[parents]);
            }
        }
    }

    private static string Next(IEnumerator<string> words) => words.MoveNext() ? words.Current : string.Empty;

    private static IEnumerable<string> Words(byte[] output)
    {
        for (int at = 0, end; at < output.Length; at = end + 1)
        {
            end = Array.IndexOf(output, (byte)0, at);
            end = end < 0 ? output.Length : end;
            yield return Encoding.UTF8.GetString(output, at, end - at);
        }
    }
}
