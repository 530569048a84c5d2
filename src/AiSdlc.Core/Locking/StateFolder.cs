using System;
using System.IO;
using System.Runtime.InteropServices;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// Where owner records live: outside every work tree, because the Node tool runs <c>git add -A</c>. <c>AISDLC_STATE_DIR</c>,
/// else <c>ai-sdlc</c> in the platform's per-user state folder.
/// </summary>
internal static class StateFolder
{
    private const uint Private = 0x1C0; // 0700
    private const uint WritableByOthers = 0x12; // 0022
    private const uint TypeBits = 0xF000;
    private const uint DirectoryType = 0x4000;

    private static string? _known;

    /// <summary>
    /// The folder, made if need be; null when there is none to be had, or when somebody else could write into it and so
    /// declare a living holder dead. Then locks work without records.
    /// </summary>
    public static string? Find()
    {
        var wanted = Wanted();
        if (wanted is null || wanted == _known)
        {
            return wanted;
        }

        try
        {
            Make(wanted);
            return IsOurs(wanted) ? _known = wanted : null;
        }
        catch (Exception exception) when (NativeErrors.IsFrom(exception))
        {
            return null;
        }
    }

    /// <summary>Looks at the folder anew before the next record: the last one could not be written.</summary>
    public static void Recheck() => _known = null;

    private static string? Wanted()
    {
        var own = Environment.GetEnvironmentVariable("AISDLC_STATE_DIR");
        if (!string.IsNullOrEmpty(own))
        {
            return Path.GetFullPath(own);
        }

        var shared = Shared();
        return string.IsNullOrEmpty(shared) || !Path.IsPathRooted(shared) ? null : Path.Combine(shared, "ai-sdlc");
    }

    private static string? Shared()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        var home = Environment.GetEnvironmentVariable("HOME");
        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return home is null ? null : Path.Combine(home, "Library", "Application Support");
        }

        // XDG Base Directory Specification: relative paths are to be ignored.
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        return state is not null && Path.IsPathRooted(state) ? state : home is null ? null : Path.Combine(home, ".local", "state");
    }

    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        FileSystem.Current.TryMakeDirectory(folder, Private);
    }

    private static bool IsOurs(string folder) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        || (FileSystem.Current.Stat(folder) is { } found
            && (found.Mode & TypeBits) == DirectoryType
            && (found.Mode & WritableByOthers) == 0
            && found.User == Libc.EffectiveUser());
}
