using System;
using System.Globalization;
using System.Runtime.InteropServices;
using AiSdlc.Platform;

namespace AiSdlc.Board;

/// <summary>
/// Whose a board is. One that somebody planted above the current folder, in <c>/tmp</c> say, must not be found by whoever works below. The rule is
/// that of git's <c>safe.directory</c>. On Windows owners are not looked at: there, name the board, or work below folders that only you can add to.
/// </summary>
internal static class BoardOwner
{
    private const uint Root = 0;
    private const uint TypeBits = 0xF000;
    private const uint LinkType = 0xA000;

    /// <summary>The owner of a board's folder, or of the link to it, who is neither the caller nor root; null where there is none.</summary>
    public static uint? Stranger(string board)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return null;
        }

        try
        {
            return FileSystem.Current.Stat(board) is not { } found ? null
                : !IsTrusted(found.User) ? found.User
                : (found.Mode & TypeBits) == LinkType ? Stranger(FileSystem.Current.RealPath(board))
                : null;
        }
        catch (NativeException)
        {
            return null; // it has just gone: whoever looks closer says so
        }
    }

    private static bool IsTrusted(uint user)
    {
        var caller = Libc.EffectiveUser();
        return user == Root || user == caller || (caller == Root && user == Sudoer());
    }

    // Who runs something as root by sudo is still in folders of their own.
    private static uint? Sudoer() =>
        uint.TryParse(Environment.GetEnvironmentVariable("SUDO_UID"), NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;
}
