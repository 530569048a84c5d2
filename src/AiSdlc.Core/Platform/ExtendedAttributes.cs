using System;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AiSdlc.Platform;

/// <summary>
/// What Linux keeps beside a file's mode. An ACL matters most: with one, the group's bits of the mode are only the most that it
/// grants, and a file with that mode and no ACL would be open to the whole group.
/// </summary>
internal static class ExtendedAttributes
{
    private const string AccessControl = "system.posix_acl_access";
    private const string Users = "user.";

    /// <summary>Gives a file the ACL and the users' attributes of another; where the file system has no such thing, does nothing.</summary>
    /// <exception cref="NativeException">They cannot be read or written.</exception>
    public static void Copy(string from, SafeFileHandle file, string path)
    {
        foreach (var name in Names(from))
        {
            if (name == AccessControl || name.StartsWith(Users, StringComparison.Ordinal))
            {
                var value = Read(buffer => Libc.GetAttribute(from, name, buffer, Size(buffer)), "getxattr", from);
                if (Libc.SetAttribute(file, name, value, new IntPtr(value.Length), 0) != 0)
                {
                    throw NativeException.Last("fsetxattr", path);
                }
            }
        }
    }

    private static string[] Names(string from)
    {
        var names = Read(buffer => Libc.ListAttributes(from, buffer, Size(buffer)), "listxattr", from);
        return names.Length == 0 ? [] : Encoding.UTF8.GetString(names, 0, names.Length).Split('\0');
    }

    // Asked first for the size alone. Somebody may add to it in between: ERANGE, and nothing is written.
    private static byte[] Read(Func<byte[]?, IntPtr> call, string name, string path)
    {
        var size = (int)call(null);
        if (size > 0)
        {
            var value = new byte[size];
            size = (int)call(value);
            if (size == value.Length)
            {
                return value;
            }
        }

        return size >= 0 || NativeException.Last(name, path) is { Code: "ENOTSUP" or "ENOSYS" } ? [] : throw NativeException.Last(name, path);
    }

    private static IntPtr Size(byte[]? buffer) => new(buffer?.Length ?? 0);
}
