using System;
using System.IO;
using System.Security.Cryptography;
using AiSdlc.Errors;
using AiSdlc.Platform;

namespace AiSdlc.Paths;

/// <summary>The names that belong to one story: its canonical file, its folder, its lock, and the hidden ones beside it.</summary>
internal sealed class StoryPaths
{
    private const string LockSuffix = ".lock";
    private static readonly char[] Nul = ['\0'];
    private const int RandomDigits = 16;
    private readonly string _hiddenPrefix;
    private string? _key;

    private StoryPaths(string story)
    {
        Story = story;
        Folder = Path.GetDirectoryName(story)!;
        Lock = story + LockSuffix;
        _hiddenPrefix = "." + Path.GetFileName(story) + ".";
    }

    /// <summary>The file itself, every link resolved, so that every alias takes the same lock (as proper-lockfile does).</summary>
    public string Story { get; }

    /// <summary>The folder of the real file; lock and temporary files live there.</summary>
    public string Folder { get; }

    /// <summary>The lock directory.</summary>
    public string Lock { get; }

    /// <summary>A name for the story in the state folder: 40 digits of the hash of its canonical path.</summary>
    public string Key => _key ??= Sha256.Hex(Story).Substring(0, 40);

    /// <summary>Resolves a story's path.</summary>
    /// <exception cref="StoryNotFoundException">There is no such file; a folder, a pipe or a device is none.</exception>
    /// <exception cref="StoryLinkException">It is a link that leads off its board.</exception>
    /// <exception cref="StoryReadOnlyException">A folder on the way may not be searched.</exception>
    public static StoryPaths Resolve(string path)
    {
        RefuseNoName(path);
        try
        {
            var full = Path.GetFullPath(path);
            var folder = FileSystem.Current.RealPath(Path.GetDirectoryName(full) ?? full);
            var story = FileSystem.Current.TrueName(BoardLinks.Follow(folder, Path.GetFileName(full)));
            return FileSystem.Current.IsFile(story) ? new StoryPaths(story) : throw new StoryNotFoundException(path);
        }
        catch (NativeException error) when (error.Code is "ENOENT" or "ENOTDIR")
        {
            throw new StoryNotFoundException(path, error);
        }
        catch (NativeException error)
        {
            throw ErrorMapper.From(error, path);
        }
    }

    /// <summary>The same for a file found by listing a canonical folder: only where it or its own folder is a link, there is anything to resolve.</summary>
    public static StoryPaths ResolveListed(string path) =>
        FileSystem.Current.TryLook(Path.GetDirectoryName(path)!, out var isDirectory, out _) && isDirectory && FileSystem.Current.Stat(path)?.IsRegular == true
            ? new StoryPaths(path)
            : Resolve(path);

    /// <summary>The same for a story that may be gone while its lock is not: then its folder is resolved.</summary>
    public static StoryPaths ResolveLock(string path)
    {
        RefuseNoName(path);
        var folder = Path.GetDirectoryName(path);
        return File.Exists(path) || !Directory.Exists(folder)
            ? Resolve(path)
            : new StoryPaths(Path.Combine(FileSystem.Current.RealPath(folder!), Path.GetFileName(path)));
    }

    /// <summary>The paths of a story that is about to be created in a folder whose canonical path is known.</summary>
    public static StoryPaths OfNew(string story) => new(story);

    /// <summary>The canonical path of another file in the story's folder.</summary>
    /// <exception cref="StoryLinkException">It is a link that leads nowhere, or off the board.</exception>
    public string Beside(string name) => BoardLinks.Follow(Folder, name);

    /// <summary>
    /// A new name beside the story for a temporary file, or for a lock on its way out. It ends in <c>.lock</c> so that the
    /// line that hides lock directories from git hides it too: the Node tool runs <c>git add -A</c>.
    /// </summary>
    public string NewHidden() => Path.Combine(Folder, _hiddenPrefix + RandomName() + LockSuffix);

    /// <summary>
    /// True for a name that <see cref="NewHidden"/> makes for this very story. Where the folder ignores the case of names, another holder may have
    /// spelled it in another way.
    /// </summary>
    public bool IsHidden(string name)
    {
        var random = name.Length - _hiddenPrefix.Length - LockSuffix.Length;
        if (random != RandomDigits || !name.EndsWith(LockSuffix, StringComparison.Ordinal) || !name.StartsWith(_hiddenPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (var i = _hiddenPrefix.Length; i < name.Length - LockSuffix.Length; i++)
        {
            if (name[i] is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
            {
                return false;
            }
        }

        return name.StartsWith(_hiddenPrefix, StringComparison.Ordinal) || IsSameFile(name.Substring(1, _hiddenPrefix.Length - 2));
    }

    private bool IsSameFile(string otherName) =>
        FileSystem.Current.Stat(Path.Combine(Folder, otherName)) is { } other && FileSystem.Current.Stat(Story) is { } own
        && (other.Device, other.Inode) == (own.Device, own.Inode);

    // Where a path becomes the operating system's, it ends at a NUL, and would name another file. A stream of a file has no name for a lock beside it.
    private static void RefuseNoName(string path)
    {
        if (path.IndexOfAny(Nul) >= 0 || WindowsPath.NamesStream(path))
        {
            throw new StoryNotFoundException(path.Replace('\0', '?'));
        }
    }

    private static string RandomName()
    {
        var bytes = new byte[8];
        using var source = RandomNumberGenerator.Create();
        source.GetBytes(bytes);
        return Hexadecimal.Of(bytes);
    }
}
