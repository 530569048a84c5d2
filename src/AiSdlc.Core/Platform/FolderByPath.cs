using System;
using System.Collections.Generic;
using System.IO;

namespace AiSdlc.Platform;

/// <summary>Windows and macOS: every file by its path, in a folder whose parents only its user can change.</summary>
internal sealed class FolderByPath(string path) : PrivateFolder(path)
{
    public override string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public override string? TryRead(string name)
    {
        try
        {
            using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return NativeErrors.From(exception, "open", PathOf(name)) is { Code: not "ENOENT" } error ? throw error : null;
        }
    }

    public override bool TryWrite(string name, string text, bool isNew)
    {
        try
        {
            using var file = new FileStream(PathOf(name), isNew ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            var bytes = Encode(text);
            file.Write(bytes, 0, bytes.Length);
            return true;
        }
        catch (IOException) when (isNew && File.Exists(PathOf(name)))
        {
            return false;
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw NativeErrors.From(exception, "open", PathOf(name));
        }
    }

    public override bool TryDelete(string name)
    {
        var exists = File.Exists(PathOf(name));
        try
        {
            File.Delete(PathOf(name));
            return exists;
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            throw NativeErrors.From(exception, "unlink", PathOf(name));
        }
    }

    public override IEnumerable<string> Names() => FileSystem.Current.List(Path);
}
