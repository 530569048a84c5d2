using System;
using System.IO;
using System.Runtime.InteropServices;
using AiSdlc.Platform;

namespace AiSdlc.Locking;

/// <summary>
/// Where owner records, wait tickets and sightings live: outside every work tree, because the Node tool runs <c>git add -A</c>.
/// <c>AISDLC_STATE_DIR</c>, else <c>ai-sdlc</c> in the platform's per-user state folder.
/// </summary>
internal static class StateFolder
{
    /// <summary>
    /// The folder, made if need be, judged anew by each use; null when there is none to be had, or when somebody else could write into it and so
    /// declare a living holder dead. Then locks work without records.
    /// </summary>
    public static PrivateFolder? TryOpen() => Find() is { } folder ? PrivateFolder.TryOpen(folder) : null;

    /// <summary>Its path; null where nothing says where it should be.</summary>
    public static string? Find()
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
}
