using System.Linq;

namespace AiSdlc.Platform;

/// <summary>Windows: who may do what with a file, its DACL.</summary>
internal static class AccessRules
{
    private const uint Dacl = 4; // DACL_SECURITY_INFORMATION
    private const int Control = 3; // the high byte of SECURITY_DESCRIPTOR_RELATIVE.Control
    private const int AutoInherited = 4; // SE_DACL_AUTO_INHERITED
    private const byte AutoInherit = 1; // SE_DACL_AUTO_INHERIT_REQ, without which the former is not kept

    /// <summary>Gives a file the rules of another, unless it has them already, as from their folder.</summary>
    /// <exception cref="NativeException">They cannot be read or written.</exception>
    public static void Copy(string from, string to)
    {
        if (Read(from) is not { } rules || Read(to)?.SequenceEqual(rules) != false)
        {
            return;
        }

        rules[Control] |= (rules[Control] & AutoInherited) != 0 ? AutoInherit : (byte)0;
        Write(to, rules);
    }

    /// <summary>A file's rules as a self-relative security descriptor; null where the file system has none.</summary>
    /// <exception cref="NativeException">They cannot be read.</exception>
    public static byte[]? Read(string path)
    {
        var rules = new byte[512];
        while (!Kernel32.GetFileSecurity(WindowsPath.Wide(path), Dacl, rules, (uint)rules.Length, out var size))
        {
            var error = NativeException.Last("GetFileSecurityW", path);
            if (size <= rules.Length)
            {
                return error.Code == "ENOTSUP" ? null : throw error;
            }

            rules = new byte[size];
        }

        return rules;
    }

    /// <summary>Gives a file rules.</summary>
    /// <exception cref="NativeException">They cannot be written.</exception>
    public static void Write(string path, byte[] rules)
    {
        if (!Kernel32.SetFileSecurity(WindowsPath.Wide(path), Dacl, rules))
        {
            throw NativeException.Last("SetFileSecurityW", path);
        }
    }
}
