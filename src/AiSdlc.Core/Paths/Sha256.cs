using System.Security.Cryptography;
using System.Text;

namespace AiSdlc.Paths;

/// <summary>SHA-256 as lower-case hexadecimal.</summary>
internal static class Sha256
{
    /// <summary>Of a text's UTF-8.</summary>
    public static string Hex(string text) => Hex(Encoding.UTF8.GetBytes(text));

    /// <summary>Of bytes.</summary>
    public static string Hex(byte[] bytes)
    {
#if NET
        return Hexadecimal.Of(SHA256.HashData(bytes));
#else
        using var hash = SHA256.Create();
        return Hexadecimal.Of(hash.ComputeHash(bytes));
#endif
    }
}
