using System;
using System.IO;

namespace AiSdlc.Platform;

/// <summary>Gives the exceptions of .NET's own file calls the vocabulary of <see cref="NativeException"/>.</summary>
internal static class NativeErrors
{
    /// <summary>True for anything that a file call throws because the operating system refused it.</summary>
    public static bool IsFrom(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The same failure as a <see cref="NativeException"/>.</summary>
    public static NativeException From(Exception exception, string call, string path)
    {
        if (exception is NativeException already)
        {
            return already;
        }

        var number = Number(exception);
        var code = exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "ENOENT",
            PathTooLongException => "ENAMETOOLONG",
            UnauthorizedAccessException when Errno.Name(number) == Errno.Unknown => "EACCES",
            _ => Errno.Name(number),
        };
        return new NativeException(code, call, path, number);
    }

    // Unix: HResult is errno itself, that of the inner exception where access was denied. Windows: 0x8007nnnn.
    private static int Number(Exception exception)
    {
        var result = (exception.InnerException as IOException ?? exception).HResult;
        return (result & 0xFFFF0000) == 0x80070000 ? result & 0xFFFF : result;
    }
}
