using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

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
                   let text = isQuoted || !IsBare(word) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'" : word
                   select new CompletionResult(text, word, CompletionResultType.ParameterValue, ToolTip(word)),
            ];
        }
        catch (Exception exception) when (exception is StoryException or IOException or UnauthorizedAccessException or RuntimeException)
        {
            return [];
        }
    }

    // What a terminal would obey is not put on the command line; and made visible it would be another word.
    private static bool IsTypable(string word) => VisibleText.Of(word) == word;

    /// <summary>True where PowerShell takes a word for one argument as it is.</summary>
    protected virtual bool IsBare(string word) => Bare.IsMatch(word);

    /// <summary>What is told of a word beside it.</summary>
    protected virtual string ToolTip(string word) => word;

    /// <summary>All words, in the order in which they are offered.</summary>
    /// <param name="bound">The arguments given so far.</param>
    protected abstract IEnumerable<string> Words(IDictionary bound);
}

/// <summary>Words that are always the same.</summary>
internal abstract class FixedWordCompleter(params string[] words) : WordCompleter
{
    /// <inheritdoc/>
    protected sealed override IEnumerable<string> Words(IDictionary bound) => words;
}

/// <summary>What a story's status can be.</summary>
internal sealed class StatusCompleter() : FixedWordCompleter(FixedWords.Statuses);

/// <summary>What a story's type can be.</summary>
internal sealed class TypeCompleter() : FixedWordCompleter(FixedWords.Types);

/// <summary>How much work a story can be.</summary>
internal sealed class EffortCompleter() : FixedWordCompleter(FixedWords.Efforts);

/// <summary>The phases that can start anew.</summary>
internal sealed class PhaseCompleter() : FixedWordCompleter(FixedWords.Phases);

/// <summary>The phases that have an output.</summary>
internal sealed class OutputCompleter() : FixedWordCompleter(FixedWords.Outputs);

/// <summary>How a review can end.</summary>
internal sealed class DecisionCompleter() : FixedWordCompleter(FixedWords.Decisions);

/// <summary>How bad what a review found can be.</summary>
internal sealed class SeverityCompleter() : FixedWordCompleter(FixedWords.Severities);

/// <summary>The two booleans, as they are written.</summary>
internal sealed class BooleanCompleter() : FixedWordCompleter("$true", "$false")
{
    /// <inheritdoc/>
    protected override bool IsBare(string word) => true;
}
