using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AiSdlc.Git;

/// <summary>A list of arguments as one line, which .NET Standard 2.0 wants, by the rules of <c>CommandLineToArgvW</c>. .NET reads it so on Unix, too.</summary>
internal static class CommandLine
{
    private static readonly char[] Special = [' ', '\t', '\n', '\v', '"'];

    /// <summary>The line that is taken apart into these arguments again.</summary>
    public static string Of(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quoted));

    private static string Quoted(string argument)
    {
        if (argument.Length > 0 && argument.IndexOfAny(Special) < 0)
        {
            return argument;
        }

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '\\')
            {
                backslashes++;
                continue;
            }

            // Before a quote backslashes count double, and the quote itself needs one; elsewhere they are plain.
            quoted.Append('\\', c == '"' ? (backslashes * 2) + 1 : backslashes).Append(c);
            backslashes = 0;
        }

        return quoted.Append('\\', backslashes * 2).Append('"').ToString();
    }
}
