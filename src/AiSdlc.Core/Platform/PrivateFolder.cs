using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace AiSdlc.Platform;

/// <summary>
/// A folder that belongs to this user alone, with small text files in it. It is judged by what was opened, and on Linux its files are reached
/// through that descriptor: whatever happens to its path meanwhile, nothing is written into another folder, or through a link.
/// </summary>
internal abstract class PrivateFolder(string path) : IDisposable
{
    private const uint OwnerOnly = 0x1C0; // 0700
    private const uint WritableByOthers = 0x12; // 0022

    /// <summary>Where it was opened.</summary>
    public string Path { get; } = path;

    /// <summary>A path to one of its files, for calls that take no descriptor.</summary>
    public abstract string PathOf(string name);

    /// <summary>Opens a folder, makes it if need be; null when there is none to be had, or when somebody else could write into it.</summary>
    public static PrivateFolder? TryOpen(string path)
    {
        try
        {
            return Open(path) ?? (TryMake(path) ? Open(path) : null);
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return null;
        }
    }

    /// <summary>The text of a file; null when there is none.</summary>
    /// <exception cref="NativeException">It cannot be read.</exception>
    public abstract string? TryRead(string name);

    /// <summary>Writes a file, in the place of the one that is there or only as a new one; false when one is there.</summary>
    /// <exception cref="NativeException">It cannot be written.</exception>
    public abstract bool TryWrite(string name, string text, bool isNew);

    /// <summary>Deletes a file; false when there is none.</summary>
    /// <exception cref="NativeException">It cannot be deleted.</exception>
    public abstract bool TryDelete(string name);

    /// <summary>The names of its files.</summary>
    /// <exception cref="NativeException">It cannot be listed.</exception>
    public abstract IEnumerable<string> Names();

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>The bytes of a text.</summary>
    protected static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    // Null when it is not there.
    private static PrivateFolder? Open(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Directory.Exists(path) ? new FolderByPath(path) : null; // below the user's profile, whose rights it inherits
        }

        Microsoft.Win32.SafeHandles.SafeFileHandle folder;
        try
        {
            folder = FileSystem.Current.OpenDirectory(path)!;
        }
        catch (NativeException error) when (error.Code == "ENOENT")
        {
            return null;
        }

        var stamp = FileSystem.Current.Stat(folder, path);
        if (stamp.User != Libc.EffectiveUser() || (stamp.Mode & WritableByOthers) != 0)
        {
            folder.Dispose();
            throw new NativeException("EPERM", "open", path, 1);
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return new FolderByDescriptor(path, folder);
        }

        folder.Dispose();
        return new FolderByPath(path);
    }

    // Not in somebody else's home: as root it would be root's for good, and that user's records would be off.
    private static bool TryMake(string path)
    {
        var parent = System.IO.Path.GetDirectoryName(path)!;
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            Directory.CreateDirectory(parent);
            return FileSystem.Current.TryMakeDirectory(path);
        }

        if (FileSystem.Current.Stat(FileSystem.Current.RealPath(Nearest(parent))) is not { } owner || owner.User is var user && user != 0 && user != Libc.EffectiveUser())
        {
            return false;
        }

        Directory.CreateDirectory(parent);
        FileSystem.Current.TryMakeDirectory(path, OwnerOnly);
        return true;
    }

    private static string Nearest(string folder)
    {
        while (!Directory.Exists(folder) && System.IO.Path.GetDirectoryName(folder) is { } parent) // none exists where none can be looked at
        {
            folder = parent;
        }

        return folder;
    }
}
