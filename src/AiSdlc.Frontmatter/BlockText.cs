using System;
using System.Text;

namespace AiSdlc.Frontmatter;

/// <summary>The text between the fences: strict decoding, and the checks that need no parser.</summary>
internal static class BlockText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes and checks a block. Anything a reader of YAML could take two ways is a located fault.</summary>
    public static string Decode(byte[] file, int start, int end)
    {
        if (end - start > Limits.BlockBytes)
            throw new FrontmatterFault("block-too-large", 1, 1, "The frontmatter is larger than 1 MiB.");
        try
        {
            var text = Strict.GetString(file, start, end - start);
            Check(text);
            return text;
        }
        catch (DecoderFallbackException fault)
        {
            var before = Encoding.UTF8.GetString(file, start, Math.Max(0, fault.Index)); // .NET Framework says -1 of the first byte
            throw Fault(before, before.Length, "invalid-utf8", "The frontmatter is not valid UTF-8.", fault);
        }
    }

    public static byte[] Encode(string text) => Strict.GetBytes(text);

    /// <summary>A fault at an offset of the block; the opening fence is line 1 of the file.</summary>
    public static FrontmatterFault Fault(string text, int offset, string rule, string message, Exception? inner = null) =>
        new(rule, FileLine(text, offset), Lines.Column(text, offset) + 1, message, inner);

    /// <summary>The line of the file that holds an offset of the block.</summary>
    public static int FileLine(string text, int offset) => Lines.Number(text, offset) + 1;

    private static void Check(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))
                throw Fault(text, i, "line-break", "A carriage return without a line feed breaks lines for YAML only.");
            if (c is < ' ' and not ('\t' or '\n' or '\r') or (>= '\u007F' and < '\u00A0' and not '\u0085') or '\uFFFE' or '\uFFFF')
                throw Fault(text, i, "control-character", $"The control character U+{(int)c:X4} is not allowed in YAML.");
        }
    }
}
