using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;

namespace AiSdlc.Shell;

/// <summary>Reads what follows -File the way <c>pwsh</c> does.</summary>
/// <remarks>
/// Arguments are text, not expressions. Only <c>-Name:value</c> turns <c>$true</c> and <c>$false</c> into booleans, which is how a
/// switch is switched off. Whether <c>-Name</c> takes the argument behind it is for the engine to decide: it knows the param block.
/// </remarks>
internal static class ScriptParameters
{
    public static IEnumerable<CommandParameter> Parse(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var text = arguments[i];
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (text is not ['-', _, ..])
                yield return new CommandParameter(null, text);
            else if (colon < 0)
                yield return new CommandParameter(text);
            else if (colon < text.Length - 1)
                yield return new CommandParameter(text[..colon], Value(text[(colon + 1)..]));
            else if (i + 1 < arguments.Count)
                yield return new CommandParameter(text[..colon], arguments[++i]);
            else
                throw new ArgumentException($"The parameter '{text}' needs a value.");
        }
    }

    private static object Value(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" or "TRUE" => true,
        "$FALSE" or "FALSE" => false,
        _ => text,
    };
}
