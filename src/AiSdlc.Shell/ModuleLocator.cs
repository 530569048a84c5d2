using System;
using System.IO;

namespace AiSdlc.Shell;

/// <summary>The module cannot be found or imported; the message is for the user.</summary>
internal sealed class ModuleUnavailableException(string message) : Exception(message);

/// <summary>Finds the module beside the Shell: the build stages both under one folder.</summary>
internal static class ModuleLocator
{
    public const string ModuleName = "AiSdlc.PowerShell";

    /// <summary>Names a folder that contains the module's folder; it is then the only place looked at.</summary>
    public const string OverrideVariable = "AISDLC_MODULE_PATH";

    /// <summary>The full path of the module's manifest.</summary>
    /// <exception cref="ModuleUnavailableException">There is none.</exception>
    public static string Find()
    {
        var given = Environment.GetEnvironmentVariable(OverrideVariable);
        if (!string.IsNullOrEmpty(given))
            return ManifestIn(given) ?? throw Missing($"in '{given}' (from {OverrideVariable})");

        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (ManifestIn(folder) is { } manifest)
                return manifest;
        }

        throw Missing($"in or above '{AppContext.BaseDirectory}'");
    }

    private static string? ManifestIn(string folder)
    {
        var path = Path.GetFullPath(Path.Combine(folder, ModuleName, ModuleName + ".psd1"));
        return File.Exists(path) ? path : null;
    }

    private static ModuleUnavailableException Missing(string where) =>
        new($"The module {ModuleName} was not found {where}. Build it with 'dotnet build', or start with -NoModule.");
}
