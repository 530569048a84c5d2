using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>How a POSIX call is made and judged: again after a signal, on a descriptor that stays open meanwhile, failed by name.</summary>
internal static class PosixCall
{
    /// <summary>Makes a call that may be made again until no signal ends it before it did anything.</summary>
    public static int Uninterrupted(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && Errno.Name(Marshal.GetLastWin32Error()) == "EINTR");
        return result;
    }

    /// <summary>Makes a call on a descriptor, and says whether it succeeded.</summary>
    public static bool TryUse(SafeFileHandle file, Func<int, int> call)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            return Uninterrupted(() => call((int)file.DangerousGetHandle())) == 0;
        }
        finally
        {
            if (added)
            {
                file.DangerousRelease();
            }
        }
    }

    /// <summary>The same for a call that has to succeed.</summary>
    /// <exception cref="NativeException">It did not.</exception>
    public static void Use(SafeFileHandle file, Func<int, int> call, string name, string path)
    {
        if (!TryUse(file, call))
        {
            throw NativeException.Last(name, path);
        }
    }

    /// <summary>Whether the call that was just made succeeded; false for the failures that are an answer.</summary>
    /// <exception cref="NativeException">It failed in another way.</exception>
    public static bool Succeeded(int result, string call, string path, string? unless = null, string? or = null, string? orElse = null)
    {
        if (result >= 0)
        {
            return true;
        }

        // An answer is frequent, such as a lock that is not there: no exception is made for it.
        var code = Errno.Name(Marshal.GetLastWin32Error());
        return code == unless || code == or || code == orElse ? false : throw NativeException.Last(call, path);
    }
}
