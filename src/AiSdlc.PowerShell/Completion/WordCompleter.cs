using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AiSdlc.Board;

namespace AiSdlc.Commands;

/// <summary>Completes an argument with the words that begin as it does. Where they cannot be had, there is nothing to complete.</summary>
internal abstract class WordCompleter : IArgumentCompleter
{
    // What PowerShell takes for one word wherever an argument may stand; anything else is quoted.
    private static readonly Regex Bare = new(@"^[\p{L}_][\p{L}\p{Nd}_.-]*\z", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var isQuoted = wordToComplete is ['\'' or '"', ..];
        var typed = wordToComplete.Trim('\'', '"');
        try
        {
            return
            [
                .. from word in Words(fakeBoundParameters).Distinct(StringComparer.Ordinal)
                   where word.Length > 0 && word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && IsTypable(word)
                   let text = isQuoted || !Bare.IsMatch(word) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'" : word
                   select new CompletionResult(text, word, CompletionResultType.ParameterValue, word),
            ];
        }
        catch (Exception exception) when (exception is StoryException or IOException or UnauthorizedAccessException or RuntimeException)
        {
            return [];
        }
    }

    // What a terminal would obey is not put on the command line; and made visible it would be another word.
    private static bool IsTypable(string word) => VisibleText.Of(word) == word;

    /// <summary>All words, in the order in which they are offered.</summary>
    /// <param name="bound">The arguments given so far.</param>
    protected abstract IEnumerable<string> Words(IDictionary bound);
}

/// <summary>What a story's status can be.</summary>
internal sealed class StatusCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(IDictionary bound) => StoryLifecycle.Statuses;
}

/// <summary>What a story's type can be.</summary>
internal sealed class TypeCompleter : WordCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Words(IDictionary bound) => StoryLifecycle.Types;
}
