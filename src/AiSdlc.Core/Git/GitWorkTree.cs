using System.IO;
using AiSdlc.Platform;

namespace AiSdlc.Git;

/// <summary>Where the repository of a folder is, found as git finds it, so that git is started only where there is one, and looks no further.</summary>
internal static class GitWorkTree
{
    /// <summary>
    /// The work tree that a canonical folder is in; null where there is none. A bare repository on the way ends the search: its
    /// configuration comes with the checkout that it lies in (git's safe.bareRepository, which no git before 2.38 knows).
    /// </summary>
    public static string? Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (IsBare(at))
            {
                return null;
            }

            if (Has(at, ".git"))
            {
                return at;
            }
        }

        return null;
    }

    // is_git_directory(), setup.c of git. What "commondir" names holds the other two.
    private static bool IsBare(string folder) => Has(folder, "HEAD") && (Has(folder, "commondir") || (Has(folder, "objects") && Has(folder, "refs")));

    private static bool Has(string folder, string name)
    {
        try
        {
            return FileSystem.Current.Stat(Path.Combine(folder, name)) is not null;
        }
        catch (NativeException)
        {
            return false; // where we may not look, git may not either
        }
    }
}
