using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace AiSdlc.Git;

/// <summary>One object of a repository.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Such as <c>blob</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Content">Its bytes; empty where only asked about.</param>
internal sealed record GitObject(string Id, string Type, long Size, byte[] Content);

/// <summary>A name in a tree, read when it is asked for: of many branches' trees few are.</summary>
internal sealed class GitTreeEntry(GitObject tree, int start, int end)
{
    /// <summary>The name.</summary>
    public string Name => Encoding.UTF8.GetString(tree.Content, start, end - start);

    /// <summary>Id of what it names.</summary>
    public string Id
    {
        get
        {
            var id = new byte[tree.Id.Length / 2];
            Array.Copy(tree.Content, end + 1, id, 0, id.Length);
            return Paths.Hexadecimal.Of(id);
        }
    }
}

/// <summary>The objects of a repository: any number of them is read by one process.</summary>
internal static class GitObjects
{
    /// <summary>Stores a blob and returns its id.</summary>
    public static string WriteBlob(string folder, byte[] content, CancellationToken cancel) =>
        Encoding.ASCII.GetString(GitRunner.Run(new GitCommand(folder, "hash-object", "-w", "--stdin") { Input = content, Cancel = cancel }).Output).Trim();

    /// <summary>Type and size of each object, in the order of their names; null for one that is missing.</summary>
    /// <param name="folder">A folder in a work tree.</param>
    /// <param name="names">Ids, or anything else that names an object, such as <c>HEAD:folder</c>; no line breaks.</param>
    /// <param name="cancel">Ends it.</param>
    public static IReadOnlyList<GitObject?> Look(string folder, IReadOnlyCollection<string> names, CancellationToken cancel) => CatFile("--batch-check", folder, names, cancel);

    /// <summary>The same with their contents.</summary>
    /// <exception cref="GitException">They are too much (<c>EFBIG</c>).</exception>
    public static IReadOnlyList<GitObject?> Read(string folder, IReadOnlyCollection<string> names, CancellationToken cancel, int most = 64 << 20) =>
        CatFile("--batch", folder, names, cancel, most);

    /// <summary>The same, but what is larger than so many bytes comes without its content.</summary>
    public static IReadOnlyList<GitObject?> ReadSmall(string folder, IReadOnlyCollection<string> names, int most, CancellationToken cancel)
    {
        try
        {
            return Read(folder, names, cancel, (int)Math.Min(names.Count * 2L * most, 64 << 20));
        }
        catch (GitException exception) when (exception.Code == "EFBIG")
        {
            var found = Look(folder, names, cancel);
            var small = Read(folder, [.. found.OfType<GitObject>().Where(one => one.Size <= most).Select(one => one.Id).Distinct()], cancel).OfType<GitObject>().ToDictionary(one => one.Id);
            return [.. found.Select(one => one is not null && small.TryGetValue(one.Id, out var read) ? read : one)];
        }
    }

    /// <summary>The names in a tree, with the ids of what they name.</summary>
    public static IEnumerable<GitTreeEntry> Tree(GitObject tree)
    {
        for (int at = 0, end; (end = Array.IndexOf(tree.Content, (byte)0, at)) >= 0; at = end + 1 + (tree.Id.Length / 2))
        {
            yield return new(tree, Array.IndexOf(tree.Content, (byte)' ', at) + 1, end); // mode, blank, name, NUL, id
        }
    }

    private static IReadOnlyList<GitObject?> CatFile(string mode, string folder, IReadOnlyCollection<string> names, CancellationToken cancel, int most = 64 << 20)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var input = Encoding.UTF8.GetBytes(string.Concat(names.Select(name => name + "\n")));
        var output = new MemoryStream(GitRunner.Run(new GitCommand(folder, "cat-file", mode) { Input = input, MostOutput = most, Cancel = cancel }).Output);
        return [.. names.Select(_ => Next(output, hasContent: mode == "--batch"))];
    }

    // "ID TYPE SIZE", and the content; or "NAME missing".
    private static GitObject? Next(MemoryStream output, bool hasContent)
    {
        var words = Line(output).Split(' ');
        if (words.Length != 3 || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return null;
        }

        var content = new byte[hasContent ? size : 0];
        if (hasContent)
        {
            _ = output.Read(content, 0, content.Length);
            output.ReadByte();
        }

        return new(words[0], words[1], size, content);
    }

    private static string Line(MemoryStream output)
    {
        var line = new MemoryStream();
        for (int next; (next = output.ReadByte()) is not (-1 or '\n');)
        {
            line.WriteByte((byte)next);
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }
}
