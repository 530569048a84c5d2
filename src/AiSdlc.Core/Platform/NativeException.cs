using System.IO;
using System.Runtime.InteropServices;

namespace AiSdlc.Platform;

/// <summary>An operating system call that failed: which call, on what, and the error by its POSIX name.</summary>
/// <remarks>One vocabulary for all platforms (Windows errors are translated), so that no caller compares numbers.</remarks>
internal sealed class NativeException : IOException
{
    public NativeException(string code, string call, string path, int number)
        : base($"{call} failed with {code} ({number}): '{path}'", number)
    {
        Code = code is "ENOENT" or Errno.Unknown && WindowsPath.IsTooLong(path) ? "ENAMETOOLONG" : code;
        Call = call;
        Path = path;
    }

    /// <summary>The error of the call that this thread made last.</summary>
    public static NativeException Last(string call, string path)
    {
        var number = Marshal.GetLastWin32Error();
        return new NativeException(Errno.Name(number), call, path, number);
    }

    /// <summary>What was to be read has no content of its own: a folder, a pipe, a device.</summary>
    public static NativeException NotAFile(bool isFolder, string path) => isFolder ? new("EISDIR", "open", path, 21) : new("EFTYPE", "open", path, 79);

    /// <summary>POSIX name of the error, such as <c>ENOSPC</c>; <c>EUNKNOWN</c> for one that no rule of ours asks about.</summary>
    public string Code { get; }

    /// <summary>Name of the system call.</summary>
    public string Call { get; }

    /// <summary>The path the call was about.</summary>
    public string Path { get; }
}
