namespace AiSdlc.Paths;

/// <summary>Bytes as lower-case hexadecimal digits (<c>Convert.ToHexString</c> is not in netstandard2.0).</summary>
internal static class Hexadecimal
{
    private const string Digits = "0123456789abcdef";

    public static string Of(byte[] bytes)
    {
        var text = new char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }
}
