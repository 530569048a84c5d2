using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace AiSdlc.Platform;

/// <summary>Numbers and names of operating system errors. Names are POSIX's on every platform.</summary>
internal static class Errno
{
    public const string Unknown = "EUNKNOWN";

    private static readonly Dictionary<int, string> Names = NamesHere();

    /// <summary>The POSIX name of <c>errno</c> on Unix, of a Win32 error on Windows.</summary>
    public static string Name(int number) => Names.TryGetValue(number, out var name) ? name : Unknown;

    private static Dictionary<int, string> NamesHere()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Windows();
        }

        var names = new Dictionary<int, string>
        {
            [1] = "EPERM",
            [2] = "ENOENT",
            [3] = "ESRCH",
            [4] = "EINTR",
            [5] = "EIO",
            [12] = "ENOMEM",
            [13] = "EACCES",
            [16] = "EBUSY",
            [17] = "EEXIST",
            [18] = "EXDEV",
            [20] = "ENOTDIR",
            [21] = "EISDIR",
            [22] = "EINVAL",
            [23] = "ENFILE",
            [24] = "EMFILE",
            [26] = "ETXTBSY",
            [27] = "EFBIG",
            [28] = "ENOSPC",
            [30] = "EROFS",
            [31] = "EMLINK",
        };
        var apple = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
        names[apple ? 35 : 11] = "EAGAIN";
        names[apple ? 62 : 40] = "ELOOP";
        names[apple ? 63 : 36] = "ENAMETOOLONG";
        names[apple ? 66 : 39] = "ENOTEMPTY";
        names[apple ? 69 : 122] = "EDQUOT";
        names[apple ? 70 : 116] = "ESTALE";
        names[apple ? 45 : 95] = "ENOTSUP";
        if (apple)
        {
            names[102] = "ENOTSUP"; // EOPNOTSUPP, another number there
        }

        names[apple ? 78 : 38] = "ENOSYS";
        return names;
    }

    // winerror.h; the translation is libuv's (src/win/error.c), which is what a Node peer reports.
    private static Dictionary<int, string> Windows() => new()
    {
        [1] = "ENOTSUP",
        [2] = "ENOENT",
        [3] = "ENOENT",
        [4] = "EMFILE",
        [5] = "EACCES",
        [17] = "EXDEV",
        [19] = "EROFS",
        [32] = "EBUSY",
        [33] = "EBUSY",
        [50] = "ENOTSUP",
        [53] = "ENOENT",
        [67] = "ENOENT",
        [80] = "EEXIST",
        [112] = "ENOSPC",
        [39] = "ENOSPC",
        [123] = "ENOENT",
        [145] = "ENOTEMPTY",
        [161] = "ENOENT",
        [170] = "EBUSY",
        [183] = "EEXIST",
        [206] = "ENAMETOOLONG",
        [267] = "ENOTDIR",
        [303] = "EACCES",
        [1117] = "EIO",
        [1224] = "EBUSY",
        [1295] = "EDQUOT",
        [1816] = "EDQUOT",
        [1921] = "ELOOP",
    };
}
