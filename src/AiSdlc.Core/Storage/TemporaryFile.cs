using System;
using System.IO;
using AiSdlc.Paths;
using AiSdlc.Platform;

namespace AiSdlc.Storage;

/// <summary>
/// The new story, written beside the old one and flushed, then renamed over it. <c>File.Move</c> with overwrite would lose
/// the mode, replace a link by a file, and copy where it cannot rename.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _path;
    private FileStamp? _stamp;
    private bool _renamed;

    private TemporaryFile(string path) => _path = path;

    /// <summary>Writes and flushes a file with the mode, the attributes and, where permitted, the owner of <paramref name="model"/>; without one, of a new file.</summary>
    /// <exception cref="NativeException">The operating system refuses; the file is removed again.</exception>
    public static TemporaryFile Write(StoryPaths paths, FileSnapshot? model, Action<Stream> content)
    {
        var temporary = new TemporaryFile(paths.NewHidden());
        try
        {
            temporary.Fill(model, content);
            return temporary;
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            temporary.Dispose();
            throw NativeErrors.From(exception, "write", temporary._path);
        }
    }

    /// <summary>Takes the story's place; false when the file is gone: somebody who got the lock after us removed it.</summary>
    /// <exception cref="NativeException">The operating system refuses.</exception>
    public bool TryReplace(string story)
    {
        try
        {
            FileSystem.Current.Replace(_path, story);
            return _renamed = true;
        }
        catch (NativeException error) when (error.Code == "ENOENT")
        {
            return _renamed = IsAt(story);
        }
    }

    /// <summary>Takes a name that is free; false when it is not, or the file is gone.</summary>
    public bool TryBecome(string story) => _renamed = FileSystem.Current.TryRename(_path, story) || IsAt(story);

    // Over NFS a rename whose answer is lost is asked for again, and then there is nothing to rename: it was done all the same.
    private bool IsAt(string path) => _stamp is { } own && FileSystem.Current.Stat(path) is { } found && (found.Device, found.Inode) == (own.Device, own.Inode);

    /// <summary>Removes the file unless it has become the story.</summary>
    public void Dispose()
    {
        if (_renamed)
        {
            return;
        }

        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return; // the next holder removes it
        }
    }

    private void Fill(FileSnapshot? model, Action<Stream> content)
    {
        using var file = Create(isPrivate: model is not null);
        content(file);
        file.Flush();
        if (model is not null)
        {
            FileSystem.Current.CopyMetadata(model.Path, model.Stamp, file.SafeFileHandle, _path); // a write clears the set-id bits, unless root's
        }

        FileSystem.Current.Flush(file.SafeFileHandle, _path);
        _stamp = FileSystem.Current.Stat(file.SafeFileHandle, _path);
    }

    // Nobody else may read it before it has the story's own mode.
    private FileStream Create(bool isPrivate)
    {
#if NET
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (isPrivate && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(_path, options);
#else
        return new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
#endif
    }
}
