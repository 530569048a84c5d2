using System;
using System.Linq;
using System.Management.Automation;

namespace AiSdlc.Commands;

/// <summary>Words that are looked for, whatever their case: as they are, or as patterns with wildcards. None lets everything through.</summary>
internal sealed class WordFilter(string[]? words)
{
    private readonly WildcardPattern[] _patterns =
        [.. (words ?? []).Where(WildcardPattern.ContainsWildcardCharacters).Select(word => WildcardPattern.Get(word, WildcardOptions.IgnoreCase))];

    /// <summary>Whether one of them is this value.</summary>
    public bool Matches(string? value) =>
        words is null || (value is not null && (words.Contains(value, StringComparer.OrdinalIgnoreCase) || _patterns.Any(pattern => pattern.IsMatch(value))));

    /// <summary>Whether one of them is one of these values.</summary>
    public bool MatchesAny(System.Collections.Generic.IReadOnlyList<string> values) => words is null || values.Any(Matches);
}
